/** Every kind of record of every area: what goes through all that is stored imports this, and no list of its own. */
import './bookings/items.ts';
import './documents/items.ts';
import './emails/items.ts';
import './engine/items.ts';
import './funding/items.ts';
import './news/items.ts';
import './people/demographics-items.ts';
import './people/items.ts';
import './training/items.ts';
import './website/items.ts';
