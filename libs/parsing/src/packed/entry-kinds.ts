/** Left behind by systems and programs; nobody wrote it for a reader. */
const JUNK = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\.git\/)/i;

/** Files that hold a text somebody wrote; one without an ending may. Their bytes tell which format they have. */
const READ =
  /(?:^|\/)(?:[^./]+|[^/]*\.(?:txt|text|md|mkdn?|markdown|html?|xhtml|shtml|asp|aspx|jsp|php|docx?|wps|rtf|pdf|mht|mhtml|eml))$/i;

/** Why a file of an archive is not read, as the name of a rule; null when it is. Archives inside archives are never opened. */
export function ruleAgainst(name: string): string | null {
  if (JUNK.test(name)) return 'packed-junk';
  if (/\.(?:zip|rar|7z|gz|tar|tgz|bz2|xz|jar)$/i.test(name)) return 'nested-archive';
  return READ.test(name) ? null : 'unread-file';
}

/** The name of a file without folders and ending, when it says something: at least four Han characters. */
export function titleOfName(name: string): string | null {
  const stem = (name.split('/').at(-1) ?? '').replace(/\.[A-Za-z0-9]{1,8}$/, '').trim();
  return (stem.match(/\p{Script=Han}/gu)?.length ?? 0) >= 4 && !/^新建|^未命名/.test(stem) ? stem : null;
}
