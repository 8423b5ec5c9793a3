/** `…，道客仓库仅提供信息存储空间`: the name by which a site disclaims what it stores, or nothing; `本站` is no name. */
export const storingSite = (printed: string): string => /[,，。]((?!本站)[^,，。\s]{2,12})仅提供信息存储空间/.exec(printed)?.[1] ?? '';
