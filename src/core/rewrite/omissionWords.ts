/** Recognizes comments that only state that code was omitted. */

/**
 * `marker`: the comment states it. `maybe`: it may as well describe the program ("Same as before",
 * "other items"). undefined: it describes the program.
 */
export type Saying = 'marker' | 'maybe' | undefined;

/** What models call the code that they omit. */
const thing =
  '(?:(?:source |html |css |js |jsx |react |ui |helper |public |private |static |class |instance |event |unit |test )?(?:code(?:base)?|file|functions?|methods?|class(?:es)?|components?|implementations?|imports?|exports?|contents?|lines?|logic|body|bodies|propert(?:y|ies)|fields?|cases?|tests?|styles?|rules?|selectors?|columns?|arms?|branches|routes?|handlers?|listeners?|hooks?|props|states?|variables?|constants?|types?|interfaces?|definitions?|declarations?|attributes?|parameters?|options|settings|config(?:uration)?s?|sections?|parts?|blocks?|scripts?|modules?|programs?|templates?|markup|html|css|jsx|page|document|statements?|entries|members|dependencies|set-?up|checks|layout|services?|steps|jobs|data|items|elements|values|keys|rows|arguments|args|text|paragraphs?|everything))';
/** Words that can hardly mean anything but the file's own code. */
const codeItself =
  '(?:code(?:base)?|files?|functions?|methods?|class(?:es)?|components?|implementations?|imports?|exports?|logic|scripts?|modules?|contents?|lines?|props|styles?|tests?|page|document|routes?|handlers?|hooks?|interfaces?|types?|body|markup|jsx)';
const determiner =
  '(?:the |this |that |your |my |our |all |all the |all of the |any |some |of |of the )?';
const which =
  '(?:rest|remaining|remainder|existing|unchanged|other|others|previous|original|same|current|old|more|omitted|additional|further|preceding|following|above|below|similar)';
const place =
  '(?: (?:here|above|below|as (?:before|above|is|it was|in (?:the )?original)|from (?:above|before)|in (?:the|this) (?:file|class|function|component|module)|of (?:the|this|your) (?:file|class|function|component|module)))?';
const predicate =
  '(?:(?:(?:will |should |can |must )?(?:remain|remains|remained|stay|stays|be|is|are|was|were|kept|keeps|left|continue|continues|go|goes|exactly|all|also|being|unchanged)[ ,]*)*(?:the )?(?:same|unchanged|as[ -]is|as before|as it was|as they were|identical|untouched|intact|unmodified|omitted|not shown|not changed|elided|truncated|here|below|above)(?: as (?:before|above|is|in (?:the )?original))?(?: (?:here|below|above))?(?: for (?:the sake of )?(?:brevity|clarity))?)';
/** Up to four words from the program, as in "rest of the order validation". */
const named = "(?:[\\w'`.<>()/-]+ ?){1,4}?";

const plain = {
  certain: [
    `${determiner}(?:rest|remainder)(?: of ${determiner}${codeItself})?${place}(?: ${predicate})?`,
    `${determiner}(?:existing|remaining|unchanged|omitted)(?: ${which})? ${codeItself}${place}(?: ${predicate})?`,
    `${determiner}${which}(?: ${which})? ${codeItself}(?:(?:,? and|,|/) ${thing})*${place} ${predicate}`,
    `(?:everything|all|code|all code) (?:else|other|above|below) ?${predicate}?`,
    `(?:keep|keeping|leave|insert|include|copy) ${determiner}(?:rest|remaining|existing|unchanged)(?: (?:of )?${determiner}${codeItself})?${place}(?: ${predicate})?`,
    `(?:code |lines? |contents? |implementation |file |body |methods? |section )?(?:unchanged|omitted|elided|truncated|not shown|as[- ]is)(?: (?:code|here|above|below|from above|from before))?(?: for (?:the sake of )?(?:brevity|clarity))?`,
    `no (?:other )?changes? ?(?:needed|required|made|necessary)? ?(?:here|below|above|to the rest)?`,
    `your (?:existing |other |remaining )?${codeItself}(?: goes?)? here`,
  ],
  /** Sufficient only together with an ellipsis or brackets. */
  withEllipsis: [
    `${determiner}(?:rest|remainder)(?: of ${determiner}${named})?${place}`,
    `(?:(?:and|with|plus|keep|include) )?${determiner}${which}(?: ${which})?(?: ${named})?${place}(?: ${predicate})?`,
    `(?:and )?${determiner}${thing}(?:(?:,? and|,|/|,? or) ${thing})*${place}(?: ${predicate})?`,
    `(?:and so on|etc|and (?:many )?more|snip|snipped|skip|skipped|cut|omitted|elided|truncated|same|as (?:before|above|is)|same as (?:before|above))`,
    `(?:nothing|no) (?:else )?changed?`,
  ],
};

const foreign = [
  // German
  '(?:der |die |das )?(?:rest|(?:rest(?:licher?|liche[nrs]?)?|übriger?|übrige[nrs]?|bestehende[rsn]?|vorhandene[rsn]?|bisherige[rsn]?|unveränderte[rsn]?|weitere[rn]?|andere[rn]?) (?:code|methoden?|funktionen?|importe?|inhalt|datei|klassen?|zeilen|teile?|implementierung))(?: (?:des codes|der datei|der klasse|der funktion|vom code|des dokuments))?(?: (?:bleibt|bleiben|ist|sind|wie))*(?: (?:gleich|unverändert|wie (?:zuvor|bisher|oben|gehabt)|zuvor|bisher|hier))?',
  '(?:unverändert|unveränderter code|code unverändert|keine änderungen|wie (?:zuvor|bisher|oben|gehabt))',
  // French
  '(?:le |la |les )?(?:reste (?:du|de la|des|de l.) ?(?:code|fichier|classe|fonctions?|méthodes?|composant|imports?)|(?:code|méthodes?|fonctions?|imports?|contenu) (?:existants?|existantes?|inchangée?s?|précédents?|restants?|restantes?)|autres (?:méthodes|fonctions|imports|propriétés|champs|cas))(?: (?:reste|restent|est|sont|demeure))?(?: (?:identiques?|inchangée?s?|le même|les mêmes|tel quel|ici))?',
  'inchangée?s?|sans changement|aucun changement',
  // Spanish, Portuguese and Italian
  '(?:el |o |il |la |los |os |as |as |las )?(?:resto|restante) (?:del|de la|do|da|della|dello|de los|dos) (?:código|codigo|archivo|arquivo|ficheiro|codice|file|clase|classe|métodos?|metodi|funciones|funções|componente)(?: (?:permanece|permanecen|sigue|continua|continúa|rimane|resta|é|es|è|igual|sem|sin|lo|o|el|mismo|mesmo|stesso|invariato|alterações|cambios|inalterado|invariado|uguale))*',
  '(?:código|codigo|codice|métodos|metodi|funciones|funções|funzioni|importaciones|importações) (?:existentes?|esistent[ei]|anterior(?:es)?|restantes?|rimanent[ei]|sin cambios|sem alterações|inalterado|invariato)(?: aquí| aqui| qui)?',
  '(?:otros|otras|outros|outras|altri|altre) (?:métodos|metodi|funciones|funções|funzioni|propiedades|propriedades|importaciones|casos|campos)',
  'sin cambios|sem alterações|sem mudanças|nessuna modifica|invariato|inalterado',
  // Russian and Ukrainian
  '(?:остальной|остальная|остальные|остальное|существующий|существующие|прежний|предыдущий|решта|інший|наявний|існуючий) ?(?:код|кода|коду|часть|часть кода|методы|функции|импорты|файл|классы|файла|содержимое|методи|функції)?(?: (?:остается|остаётся|остаются|без|изменений|прежним|таким|же|тот|как|раньше|залишається|змін|тут|здесь))*',
  'без изменений|без змін|код без изменений',
  // Polish, Turkish, Dutch
  '(?:reszta|pozostał[ayeo]|istniejąc[yae]) (?:kodu?|pliku|klasy|metody|funkcje)(?: (?:pozostaje|bez|zmian|taka|sama))*|bez zmian',
  '(?:kodun geri kalanı|mevcut kod|geri kalan kod|diğer (?:kodlar|metotlar|fonksiyonlar))(?: (?:aynı|değişmedi|kalır|kalıyor))*',
  '(?:de )?rest van (?:de|het) (?:code|bestand|klasse|functie)(?: blijft)?(?: (?:hetzelfde|ongewijzigd|gelijk))?|bestaande code|ongewijzigd',
];

/**
 * For scripts without spaces between words: the text consists only of `words`, and contains one of
 * `needed`.
 */
const unspaced: readonly (readonly [words: RegExp, needed: RegExp])[] = [
  [
    /^(?:其余|其餘|其他|其它|剩余|剩餘|剩下|现有|現有|原有|原来|原來|已有|之前|以下|以上|此处|此處|这里|這裡|的|代码|代碼|程式碼|部分|内容|內容|函数|函數|方法|实现|實現|逻辑|邏輯|导入|導入|属性|屬性|保持|不变|不變|相同|省略|与|與|和|一样|一樣|略|无需|無需|没有|改动|修改|更改|变化|保留|都|均|文件|类|類|组件|、|，|\s)+$/u,
    /其余|其餘|其他|其它|剩余|剩餘|剩下|现有|現有|原有|已有|省略|不变|不變|保留/u,
  ],
  [
    /^(?:既存|残り|その他|他|以下|以上|上記|以前|前|変更|なし|ありません|同じ|同様|省略|の|は|と|に|を|コード|メソッド|関数|処理|実装|部分|内容|クラス|ファイル|プロパティ|インポート|そのまま|変わらず|変わりません|です|略|、|。|\s)+$/u,
    /既存|残り|その他|変更|省略|そのまま|同じ|同様|変わ/u,
  ],
  [
    /^(?:기존|나머지|이전|다른|코드|메서드|메소드|함수|부분|내용|구현|로직|클래스|파일|는|은|의|와|과|이|가|동일|하게|합니다|함|그대로|유지|생략|변경|없음|됨|위|아래|여기에?|\s)+$/u,
    /기존|나머지|이전|동일|그대로|생략|변경/u,
  ],
];

const whole = (alternatives: readonly string[]): RegExp =>
  new RegExp(`^(?:${alternatives.join('|')})$`, 'iu');
const certain = whole([...plain.certain, ...foreign]);
const certainWithEllipsis = whole([...plain.certain, ...plain.withEllipsis, ...foreign]);
/** Without an ellipsis, these describe the program as often as its code. */
const possible = whole([
  `${determiner}${which}(?: ${which})? ${thing}(?:(?:,? and|,|/) ${thing})*${place}(?: ${predicate})?`,
  `${determiner}(?:rest|remainder) of ${determiner}${named}(?: ${predicate})?`,
  '(?:the )?same(?: as (?:before|above))?|as (?:before|above)|and so on|omitted|snip',
]);

/** What the text of a whole comment states about omitted code. */
export function sayingOf(comment: string): Saying {
  const bare = comment.trim();
  // Nobody writes a longer marker, and the patterns must not run on a line of a megabyte.
  if (bare.length > 160) return undefined;
  const inner = withoutBrackets(bare);
  const text = inner.replace(/^[\s.…:–—-]+|[\s.…:!–—-]+$/gu, '').replace(/\s+/gu, ' ');
  const isLeading = /^(?:\.{3}|…)/u.test(inner);
  const hasEllipsis = isLeading || /(?:\.{3}|…)[\s)\]}>]*$/u.test(inner);
  // Brackets mean as much as an ellipsis: (unchanged), [rest of the file].
  const isSaid = hasEllipsis || inner !== bare;
  const words = withoutBrackets(text);
  if (words === '') return hasEllipsis ? 'marker' : undefined;
  if (certain.test(words) || unspaced.some(([all, some]) => all.test(words) && some.test(words)))
    return 'marker';
  // "Existing users are kept..." may describe users. Only a leading ellipsis or brackets are
  // conclusive.
  if (isSaid && certainWithEllipsis.test(words))
    return isLeading || inner !== bare ? 'marker' : 'maybe';
  return possible.test(words) || isLeading ? 'maybe' : undefined;
}

function withoutBrackets(text: string): string {
  const match = /^(?:\((.*)\)|\[(.*)\]|<(.*)>|\{(.*)\})$/su.exec(text);
  return (match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4] ?? text).trim();
}

/**
 * What a line without comment delimiters states: `... rest of the code ...`, `(rest of methods
 * ...)`, `[rest of file unchanged]`. An ellipsis directly before a name is a spread, and a lone
 * ellipsis is code in some languages.
 */
export function bareSayingOf(line: string): Saying {
  const bare = line.trim();
  if (/^(?:\.{3}|…)$/u.test(bare)) return 'maybe';
  if (!/^(?:[([<{]\s*)?(?:\.{3}|…)|^[([<{].*[)\]>}]$|(?:\.{3}|…)$/u.test(bare)) return undefined;
  if (/[;,=]$|[;=]|^\.{3}[\w$.([]+[)\]}]*$/u.test(bare)) return undefined;
  const said = sayingOf(bare);
  const isBracketed = /^[([<{]/u.test(bare);
  if (said !== 'marker')
    return said === 'maybe' && /^(?:\.{3}|…)\s/u.test(bare) && /\s\w+\s/u.test(bare)
      ? 'maybe'
      : undefined;
  // `[rest]` and `(other)` are expressions; several words are not.
  if (isBracketed && !/\s/u.test(withoutBrackets(bare))) return undefined;
  return /^(?:\.{3}|…)\s*\S+$/u.test(bare) ? 'maybe' : 'marker';
}
