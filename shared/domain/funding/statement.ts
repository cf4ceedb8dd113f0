/** Whether the learner's time on the course is work time. */
export const releaseTimes = ['paid', 'unpaid', 'own-time', 'not-needed'] as const;

/** Who pays what the award does not. */
export const excessPayers = ['employer', 'learner', 'nobody'] as const;
