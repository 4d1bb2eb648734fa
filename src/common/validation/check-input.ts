import { ClassConstructor, plainToInstance } from 'class-transformer';
import { validateSync, ValidationError } from 'class-validator';

import { InputFault, InvalidInput, Refusal } from '../errors/expected-errors.js';

/** What is wrong with an input, by its class-validator rules: one fault per field, dotted paths. */
export function inputFaults<T extends object>(type: ClassConstructor<T>, input: object): InputFault[] {
  return validateSync(plainToInstance(type, input)).flatMap((error) => flatten(error, ''));
}

/** @throws Refusal InvalidInput with all faults, if there are any */
export function refuseFaults(faults: InputFault[]): void {
  if (faults.length > 0) throw new Refusal(new InvalidInput(faults));
}

/** @throws Refusal InvalidInput */
export function checkInput<T extends object>(type: ClassConstructor<T>, input: object): void {
  refuseFaults(inputFaults(type, input));
}

function flatten(error: ValidationError, parent: string): InputFault[] {
  const path = parent ? `${parent}.${error.property}` : error.property;
  const own = Object.values(error.constraints ?? {}).slice(0, 1);
  return [
    ...own.map((message) => ({ path, message })),
    ...(error.children ?? []).flatMap((child) => flatten(child, path)),
  ];
}
