/** One thing wrong with an input: which field, what to change, and the value that would be right. */
export interface Fault {
  /** Path of the input field, list positions from 0: `orderLines.2.totalTaxAmount`. */
  path: string;
  /** Plain English that says what to change. */
  message: string;
  /** The value (or the range of values) that would be accepted, where there is one. */
  expected?: string;
}

/** Notes a fault of one field; the caller has fixed the path before it. */
export type Report<Field extends string> = (field: Field, message: string, expected?: string) => void;

export function reporter<Field extends string>(faults: Fault[], path: string): Report<Field> {
  return (field, message, expected) => {
    const fault = { path: path === '' ? field : `${path}.${field}`, message };
    faults.push(expected === undefined ? fault : { ...fault, expected });
  };
}
