import { FLAGS, TAG, tagOf, UNSEEN } from '../tags.js';
import type { HtmlTree } from '../tree.js';

/** What the names an author gave an element say about it. */
export type Hint =
  | 'none'
  | 'main'
  | 'navigation'
  | 'footer'
  | 'comments'
  | 'related'
  | 'share'
  | 'byline'
  | 'caption'
  | 'picture'
  | 'gallery'
  | 'promotion'
  | 'notice'
  | 'hidden';

const WORDS: Readonly<Record<Exclude<Hint, 'none'>, string>> = {
  main: 'article articlebody articlecontent articletext body bodytext content copy entry hentry main maincontent markup news newsbody newscontent newstext page post postbody postcontent prose rich richtext speech story storybody storycontent storytext text textbody transcript',
  footer: 'contentinfo copyright foot footer footnav ft',
  navigation:
    'breadcrumb breadcrumbs breadcrumbtrail crumb crumbs globalnav login logo masthead menu menubar menus nav navbar navi navigation navlinks pagebar pagenav pager pagination pagination paging search searchbar searchbox searchform sidebar sidebars sidenav sitemap skip skiplink skiplinks toc toolbar toolbox tools topbar topnav',
  comments: 'comment commentlist comments commentform disqus livefyre respond talkback',
  related:
    'alsolike morenews morestories mostpopular mostread outbrain popular prev previous prevnext readmore readnext recent recirc recirculation recommend recommendation recommendations recommended related relatedcontent relatednews relatedposts relatedstories relateds revcontent seealso tags taglist taboola teaser teasers trending upnext zergnet',
  share:
    'addthis addtoany bdshare bshare bdsharebuttonbox emailprint jiathis share sharebar sharebox sharebuttons sharedaddy sharelinks sharethis sharetools sharing social socialbar socialbuttons sociallinks socialmedia sns',
  byline:
    'author authorbio authorbox authorinfo authors bio byline bylines contributor contributors date dateline meta metadata posted postedon postinfo postmeta publishdate publishtime pubdate pubtime timestamp',
  caption: 'caption captions credit credits figcaption photocaption photocredit imagecaption wpcaption',
  picture: 'image images img photo photos pic picture pictures',
  gallery: 'gallery slideshow slider carousel swiper',
  promotion:
    'ad ads adslot adsense advert advertisement advertising adunit adwrap banner banners promo promobox promos promotion sponsor sponsored sponsors dfp newsletter newsletters signup subscribe subscription donate donation cta marketing offer',
  hidden: 'visuallyhidden screenreader',
  notice: 'alert consent cookie cookiebar cookieconsent cookies disclaimer gdpr lightbox modal overlay popup popover tooltip toast',
};

const HINT_OF_WORD = new Map<string, Hint>();
for (const hint of Object.keys(WORDS) as Exclude<Hint, 'none'>[]) for (const word of WORDS[hint].split(' ')) HINT_OF_WORD.set(word, hint);

const HINT_OF_TAG = new Map<number, Hint>([
  [TAG.nav, 'navigation'],
  [TAG.footer, 'footer'],
  [TAG.aside, 'navigation'],
  [TAG.figcaption, 'caption'],
  [TAG.button, 'navigation'],
  [TAG.select, 'navigation'],
  [TAG.textarea, 'navigation'],
  [TAG.main, 'main'],
  [TAG.article, 'main'],
  [tagOf('dialog'), 'notice'],
  [tagOf('menu'), 'navigation'],
  [tagOf('search'), 'navigation'],
]);

const HINT_OF_ROLE = new Map<string, Hint>([
  ['navigation', 'navigation'],
  ['banner', 'navigation'],
  ['contentinfo', 'footer'],
  ['search', 'navigation'],
  ['menu', 'navigation'],
  ['menubar', 'navigation'],
  ['toolbar', 'navigation'],
  ['complementary', 'navigation'],
  ['tablist', 'navigation'],
  ['button', 'navigation'],
  ['dialog', 'notice'],
  ['alertdialog', 'notice'],
  ['alert', 'notice'],
  ['main', 'main'],
  ['article', 'main'],
]);

/** Class names by which style sheets of many sites take an element out of sight. */
const HIDDEN_NAMES = new Set(
  'hidden hide d-none is-hidden sr-only visually-hidden screen-reader-text screen-reader-only invisible offscreen'.split(' '),
);

/** Longer ids and classes are read up to here. */
const MAX_NAMES = 1_000;

/** Words that turn the next one into a remark about the layout: `with-sidebar`, `no-comments`. */
const LAYOUT_WORDS = new Set(['with', 'has', 'no', 'without', 'hide', 'not']);

export interface Hints {
  /** One per node. */
  readonly of: readonly Hint[];
  /** 1 where the names of an element speak of content as well as of furniture. */
  readonly doubted: Uint8Array;
}

/** One hint per element that has one, worked out from its tag, role, item property, id and class. */
export function readHints(tree: HtmlTree): Hints {
  const reader = new HintReader(tree);
  const of = new Array<Hint>(tree.size).fill('none');
  const doubted = new Uint8Array(tree.size);
  for (let node = 1; node < tree.size; node++) {
    const tag = tree.tag(node);
    if (tag === TAG.text || tag === TAG.html || tag === TAG.body) continue;
    if (((FLAGS[tag] ?? 0) & UNSEEN) !== 0) {
      node = tree.end(node) - 1;
      continue;
    }
    const named = reader.read(node, tag);
    of[node] = named.hint;
    if (named.doubted) doubted[node] = 1;
  }
  return { of, doubted };
}

interface Named {
  readonly hint: Hint;
  readonly doubted: boolean;
}

const NONE: Named = { hint: 'none', doubted: false };
const ofTags = new Map([...HINT_OF_TAG].map(([tag, hint]): [number, Named] => [tag, { hint, doubted: false }]));
const ofRoles = new Map([...HINT_OF_ROLE].map(([role, hint]): [string, Named] => [role, { hint, doubted: false }]));
const MAIN: Named = { hint: 'main', doubted: false };

class HintReader {
  private readonly known = new Map<string, Named>();
  private readonly hintsOf = new Map<string, readonly Hint[]>();

  constructor(private readonly tree: HtmlTree) {}

  read(node: number, tag: number): Named {
    const { tree } = this;
    const ofTag = ofTags.get(tag);
    if (!tree.hasAttributes(node)) return ofTag ?? NONE;
    const ofRole = ofRoles.get((tree.attribute(node, 'role') ?? '').toLowerCase());
    if (ofRole && ofRole.hint !== 'main') return ofRole;
    if (ofTag && ofTag.hint !== 'main') return ofTag;
    const property = tree.attribute(node, 'itemprop');
    if (property !== null && /articlebody/i.test(property)) return MAIN;
    const named = this.ofNames(`${this.names(node, 'id')} ${this.names(node, 'class')}`);
    if (ofTag && named.hint !== 'comments' && named.hint !== 'related') return ofTag;
    return named.hint !== 'none' ? named : (ofRole ?? ofTag ?? NONE);
  }

  private names(node: number, attribute: 'id' | 'class'): string {
    return (this.tree.attribute(node, attribute) ?? '').slice(0, MAX_NAMES);
  }

  private ofNames(names: string): Named {
    if (names === ' ') return NONE;
    let named = this.known.get(names);
    if (!named) {
      named = this.readNames(names);
      this.known.set(names, named);
    }
    return named;
  }

  /** The hint in an id and classes: any word for furniture weighs more than a word for content beside it, but is doubted. */
  private readNames(names: string): Named {
    let furniture: Hint = 'none';
    let main = false;
    for (const name of names.split(/\s+/)) {
      for (const hint of this.hintsIn(name)) {
        if (hint === 'main') main = true;
        else if (furniture === 'none' || furniture === 'picture') furniture = hint;
      }
    }
    if (furniture !== 'none') return { hint: furniture, doubted: main };
    return main ? MAIN : NONE;
  }

  /** One name stands in many lists of classes. */
  private hintsIn(name: string): readonly Hint[] {
    let hints = this.hintsOf.get(name);
    if (!hints) {
      hints = hintsIn(name);
      this.hintsOf.set(name, hints);
    }
    return hints;
  }
}

/** Names that say what a text is about, not what it is. */
const TOPIC_NAME = /^(?:tag|category|cat|topic|has|is|js)-/i;

function hintsIn(name: string): Hint[] {
  if (name === '' || TOPIC_NAME.test(name)) return [];
  const lower = name.toLowerCase();
  if (HIDDEN_NAMES.has(lower)) return ['hidden'];
  const whole = HINT_OF_WORD.get(lower);
  if (whole) return [whole];
  const found: Hint[] = [];
  let previous = '';
  for (const word of name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)) {
    const hint = LAYOUT_WORDS.has(previous) ? undefined : HINT_OF_WORD.get(word);
    if (hint) found.push(hint);
    previous = word;
  }
  return found;
}
