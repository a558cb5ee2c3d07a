import {
  addExistingMobile,
  foreignMobile,
  maxIdentitiesPerType,
  placeholderValues,
  unknownIdentityType,
} from './questions/identities.ts';
import { afterDeletion, firstCustomer, idsFinding } from './questions/deletion.ts';
import {
  attributeValues,
  contactFields,
  createTakesName,
  fieldsCreateIdentities,
  idsInInfo,
  sourceIsFirstTouch,
  zeroOverwrites,
} from './questions/fields.ts';
import { folderDeleteType } from './questions/folders.ts';
import { maxMergesPerCall, mergedId, rejectSkippedOwners, strategyPlace } from './questions/merges.ts';
import { listLookUp } from './questions/list-look-up.ts';
import { messageLanguage } from './questions/message-language.ts';
import { notFound } from './questions/not-found.ts';
import { contentTypeOnGet, idsInRecords, maxPageSize } from './questions/page.ts';
import { badToken, tokenLifetime } from './questions/token.ts';
import { type Dialogue, type ProbeFinding, settle, type ProbeTopic } from './interview.ts';
import type { ProbeMarks } from './marks.ts';
import type { Heard } from './messages.ts';
import { type ProbeStage, usableTypes } from './stage.ts';

export interface Subject {
  readonly marks: ProbeMarks;
  /** Codes of identity types that are no contacts: an invented value reaches nobody. */
  readonly codes: readonly string[];
  readonly mobileCode: string | undefined;
  /** Unix ms. */
  readonly now: number;
  readonly heard: Heard;
  /** Told of every finding as it is made. */
  readonly tell: (findings: readonly ProbeFinding[]) => void;
}

/** The questions that change nothing. */
export function* askReading({ marks, codes, now, heard, tell }: Subject): Dialogue<void> {
  const [code] = codes;
  const nobodys = code === undefined ? undefined : marks.identity(code);
  tell(yield* settle(['badToken'], () => badToken(heard)));
  tell(yield* settle(['tokenLifetimeSeconds'], tokenLifetime));
  tell(yield* settle(['notFound'], () => notFound(nobodys, heard)));
  tell(yield* settle(['messages'], () => messageLanguage(heard)));
  tell(yield* settle(['contentTypeOnGet'], contentTypeOnGet));
  tell(yield* settle(['exposeIds'], () => idsInRecords(now)));
  tell(yield* settle(['maxPageSize'], maxPageSize));
}

/**
 * The questions that need throw-away records.
 * @throws NotRemovable when the first record cannot be removed again; Unclear when that cannot be told. Nothing else is made then.
 */
export function* askWriting({ marks, codes, mobileCode, heard, tell }: Subject): Dialogue<void> {
  const { id, identity } = yield* firstCustomer(marks, codes);
  tell([idsFinding(id)]);
  tell(yield* settle(['repeatedDelete', 'deletedIdentities'], () => afterDeletion(id, identity, heard)));
  const stage: ProbeStage = { marks, types: yield* usableTypes(marks, codes) };
  let cap = Math.max(1, ...stage.types.map(({ first: { identities } }) => identities.length));

  const questions: readonly (readonly [ProbeTopic, () => Dialogue<readonly ProbeFinding[]>])[] = [
    ['strategyPlace', () => strategyPlace(stage)],
    ['contactFields', () => contactFields(stage, heard)],
    ['zeroOverwrites', () => zeroOverwrites(stage)],
    ['createTakesName', () => createTakesName(stage)],
    ['sourceIsFirstTouch', () => sourceIsFirstTouch(stage)],
    ['attributeValues', () => attributeValues(stage)],
    ['exposeIds', () => idsInInfo(stage)],
    ['addExistingMobile', () => addExistingMobile(stage, mobileCode)],
    ['foreignMobile', () => foreignMobile(stage, mobileCode)],
    ['unknownIdentityType', () => unknownIdentityType(stage, heard)],
    ['placeholderValues', () => placeholderValues(stage, heard)],
    ['folderDeleteType', () => folderDeleteType(stage)],
    ['mergedId', () => mergedId(stage)],
    ['listLookUp', () => listLookUp(stage)],
    ['rejectSkippedOwners', () => rejectSkippedOwners(stage)],
    ['maxIdentitiesPerType', () => maxIdentitiesPerType(stage, heard, (count) => (cap = Math.max(cap, count)))],
    ['maxMergesPerCall', () => maxMergesPerCall(stage, heard, cap)],
    ['fieldsCreateIdentities', () => fieldsCreateIdentities(stage)],
  ];
  for (const [topic, question] of questions) tell(yield* settle([topic], question));
}
