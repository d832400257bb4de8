/** What is known of a piece of code. */

export interface ParameterFacts {
  readonly name: string;
  readonly type?: string;
  readonly byDefault?: string;
  /** What is read from it: `lines` where the code says `order.lines`. */
  readonly read: readonly string[];
  /** How often its name comes in the body. */
  readonly uses: number;
}

export interface FunctionFacts {
  readonly name: string;
  /** 1-based, both included. */
  readonly line: number;
  readonly endLine: number;
  readonly async: boolean;
  readonly parameters: readonly ParameterFacts[];
  readonly returnType?: string;
  readonly branches: number;
  readonly loops: number;
  readonly awaits: readonly string[];
  readonly throws: readonly string[];
  readonly returns: readonly string[];
  readonly calls: readonly string[];
  /** Its statements in words, in order. */
  readonly steps: readonly string[];
}

/** Something that a reader could trip over. */
export interface Finding {
  readonly line: number;
  /** The code in question, in one line. */
  readonly code: string;
  readonly problem: string;
}

export interface CodeFacts {
  readonly functions: readonly FunctionFacts[];
  /** Classes, interfaces, types: `interface Order`, say, with their members. */
  readonly types: readonly {
    readonly what: string;
    readonly line: number;
    readonly members: readonly string[];
  }[];
  readonly imports: readonly string[];
  /** What stands outside of functions, in words. */
  readonly steps: readonly string[];
  readonly findings: readonly Finding[];
}
