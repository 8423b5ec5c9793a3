import type { Template } from './furniture.js';
import { common } from './templates/common.js';
import { desktop } from './templates/desktop.js';
import { footer } from './templates/footer.js';
import { intro } from './templates/intro.js';
import { mobile } from './templates/mobile.js';
import { notice } from './templates/notice.js';
import { old } from './templates/old.js';

/** All layouts of the family. A new one is a file beside these, a line here and a golden folder. */
export const templates: readonly Template[] = [common, footer, mobile, desktop, old, intro, notice];
