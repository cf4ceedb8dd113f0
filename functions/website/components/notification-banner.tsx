import type { Child } from 'hono/jsx';
import type { Props } from './props.ts';
import { words } from './words.ts';

type NotificationBannerProps = Props<
  object,
  { success: boolean; title: Child; heading: Child; text: Child; children: Child }
>;

const titleId = 'nhsuk-notification-banner-title';

/** Says at the top of a page what has just come about (`success`), or what matters but belongs to no one page. */
export const NotificationBanner = (props: NotificationBannerProps) => {
  const { success, title = success ? 'Success' : 'Important', heading, text, children } = props;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both of its roles support it
    <div
      class={words('nhsuk-notification-banner', success && 'nhsuk-notification-banner--success')}
      data-module="nhsuk-notification-banner"
      role={success ? 'alert' : 'region'}
      aria-labelledby={titleId}
    >
      <div class="nhsuk-notification-banner__header">
        <h2 class="nhsuk-notification-banner__title" id={titleId}>
          {title}
        </h2>
      </div>
      <div class="nhsuk-notification-banner__content">
        {heading ? <h3 class="nhsuk-notification-banner__heading">{heading}</h3> : null}
        {text ? <p class={heading ? 'nhsuk-body' : 'nhsuk-notification-banner__heading'}>{text}</p> : null}
        {children}
      </div>
    </div>
  );
};
