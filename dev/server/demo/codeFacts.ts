/** Facts about a piece of code. */

export interface ParameterFacts {
  readonly name: string;
  readonly type?: string;
  readonly byDefault?: string;
  /** Properties read from it, such as `lines` for `order.lines`. */
  readonly read: readonly string[];
  /** How often its name occurs in the body. */
  readonly uses: number;
}

export interface FunctionFacts {
  readonly name: string;
  /** 1-based. Both lines belong to the function. */
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

/** A possible problem for a reader. */
export interface Finding {
  readonly line: number;
  /** The code in question, in one line. */
  readonly code: string;
  readonly problem: string;
}

export interface CodeFacts {
  readonly functions: readonly FunctionFacts[];
  /** Classes, interfaces and types, such as `interface Order`, with their members. */
  readonly types: readonly {
    readonly what: string;
    readonly line: number;
    readonly members: readonly string[];
  }[];
  readonly imports: readonly string[];
  /** The statements outside of functions, in words. */
  readonly steps: readonly string[];
  readonly findings: readonly Finding[];
}
