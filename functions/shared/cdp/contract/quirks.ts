export interface Quirk {
  readonly title: string;
  /** What is odd, missing or contradictory in the documents. */
  readonly oddity: string;
  /** What the client does about it. */
  readonly client: string;
}

/** Every oddity of the API's two documents. Code that deals with one names its number. */
export const quirks = {
  Q01: {
    title: 'The token exchange',
    oddity:
      'The documents say that appKey and secret give a token, but not where, for how long it is good, or what a bad one is answered with.',
    client:
      'Takes a provider: a fixed token, an HTTP exchange described by configuration, or the sandbox’s. It renews early, once for all callers, and repeats a call once with a new token when the answer looks as if the old one was not accepted.',
  },
  Q02: {
    title: 'Place of the strategies',
    oddity: 'The three strategy fields of C2 are explained in prose and stand in no parameter table.',
    client: 'Sends those it is given in the body, in the query, or in both (the default), by option.',
  },
  Q03: {
    title: 'One error code',
    oddity: 'There are the codes 0 and -1, and only the text of msg says why a call was declined.',
    client:
      'Takes 0 and "0" for success and everything else for declined, keeps code and msg as they came, and reads meaning into msg only by the patterns it is given.',
  },
  Q04: {
    title: 'HTTP status',
    oddity: 'The documents never mention the HTTP status.',
    client: 'Takes every status but 2xx, and every body that is not the envelope, for a failure on the way.',
  },
  Q05: {
    title: 'Nothing found',
    oddity: 'Nobody knows how C3, C4, C5 and C9 answer when there is no such customer.',
    client:
      'Returns undefined alike for data that is null, missing or 0 and for a declined call whose msg matches a not-found pattern.',
  },
  Q06: {
    title: 'Ids',
    oddity: 'The same ids are int here, long there, and a list of objects in the answer of C9.',
    client: 'Keeps ids as strings of digits, reads JSON without rounding them, and writes them as bare numbers.',
  },
  Q07: {
    title: 'GETs that delete',
    oddity: 'C6 and G2 change data although they are GETs.',
    client: 'Never repeats them once they may have been applied; a call whose token was declined has not been applied.',
  },
  Q08: {
    title: 'Content-Type on GET',
    oddity: 'The header is required on requests that have no body.',
    client: 'Sends it.',
  },
  Q09: {
    title: 'Other methods',
    oddity: 'Nothing says whether a path answers to another method.',
    client: 'Uses the documented one.',
  },
  Q10: {
    title: 'Required but unknown',
    oddity: 'email, emailVerified and gender are required, although an order or a follower often comes without them.',
    client: 'Fills in "", 0 and 0 for what the caller leaves out, or leaves it out by option.',
  },
  Q11: {
    title: 'Name and mobile',
    oddity:
      'C2 has no name, mobile or mobileVerified, yet C7 searches in name and mobile and C8 gives name as its example.',
    client: 'A mobile goes into C2 as an identity; the name is written afterwards by C8.',
  },
  Q12: {
    title: 'C1 with a known mobile',
    oddity: 'Nothing says what C1 does when a customer has the mobile already.',
    client: 'Offers C1 and never repeats it; C2 with one mobile identity does the same with known rules.',
  },
  Q13: {
    title: 'Both or neither',
    oddity: 'identityType and identityValue are required, and a note allows to leave out both.',
    client: 'Drops pairs with an empty part and refuses, before anything is sent, when none is left.',
  },
  Q14: {
    title: 'Identity types',
    oddity: 'Which type codes there are is the tenant’s configuration.',
    client: 'Takes any code; none is built in.',
  },
  Q15: {
    title: 'Zero that means yes',
    oddity: 'editable and isEmployee mean yes by 0; emailVerified and mobileVerified mean no by it.',
    client: 'Names the values of each field; never turns a boolean into a number.',
  },
  Q16: {
    title: 'Small integers',
    oddity: 'annualRevenue, employeeNumber and campaignId are int, though such values outgrow 32 bits.',
    client: 'Refuses, before anything is sent, what is no integer of 32 bits.',
  },
  Q17: {
    title: 'Fields that look like identities',
    oddity: 'openId, unionId and appId are profile fields, and openid and unionid are identities as well.',
    client: 'Sends what it is given; only the identity list matches.',
  },
  Q18: {
    title: 'source',
    oddity:
      'The field is called the source of the event, from a list defined in advance, and reads like the customer’s first source.',
    client: 'Sends it as it is.',
  },
  Q19: {
    title: 'groupId',
    oddity:
      'It is a customer group in C1, C2 and C7 and a folder in G1, G3 and G4. commonGroupId is a folder, customerGroupId a group.',
    client: 'Has two types of id that cannot be mixed up.',
  },
  Q20: {
    title: 'Staff and organisation',
    oddity: 'chargeId, userIdList and deptCodeList are not explained.',
    client: 'Passes them through.',
  },
  Q21: {
    title: 'Extended attributes',
    oddity: 'The rows of extendAttrList lack a column, and attrName is optional beside attrKey.',
    client: 'Sends key and value, the value as text.',
  },
  Q22: {
    title: 'Answers without an id',
    oddity: 'No answer with a customer’s data holds the id, and C5 yields no id in spite of its name.',
    client: 'Gives C4 for the id and C3 and C5 for the data; takes an id along where an answer has one.',
  },
  Q23: {
    title: 'The body of C4',
    oddity: 'The two parts of a pair are printed beside the list instead of in it.',
    client: 'Sends pairs in the list; by option the first pair beside it as well.',
  },
  Q24: {
    title: 'Several owners',
    oddity: 'Nothing says whom C4 returns when the identities belong to several customers.',
    client: 'Returns what comes; whoever has called C2 should keep its id instead of asking again.',
  },
  Q25: {
    title: 'Id of the created customer',
    oddity: 'The remark on data in C2 and C4 is that of C1, although the customer may have been there before.',
    client: 'Takes it for the id of the target, new or old.',
  },
  Q26: {
    title: 'The window of C7',
    oddity:
      'Prose calls the window optional and the table requires it; zone, inclusion of its ends and the largest page are not said, and records have no id by which a repeated one would show.',
    client:
      'Always sends both ends, in +08:00 unless another offset is set; ends a list at an empty page or when current × size reaches total.',
  },
  Q27: {
    title: 'attrName of C8',
    oddity:
      'It is plainly a key; for extended attributes it might be a label. The value is always text. isExtendAttr is printed twice.',
    client: 'Sends the key.',
  },
  Q28: {
    title: 'The answer of C9',
    oddity: 'A list that is described as empty, with customerId outdented and typed as a list of objects.',
    client: 'Reads an object or a list of one, and an id that is a number or a text; attrList may be missing.',
  },
  Q29: {
    title: 'Clearing a field',
    oddity: 'Nothing says whether an empty value clears what is stored.',
    client: 'Leaves clearing to C8 with an empty text.',
  },
  Q30: {
    title: 'Tags in G1',
    oddity: 'tagName and tagNameList belong to an endpoint for tags.',
    client: 'Never sends them.',
  },
  Q31: {
    title: 'Permission of G4',
    oddity: 'The table names the permission to read tags, and the prose a list of tags.',
    client: 'Needs nothing; a tenant should grant both permissions.',
  },
  Q32: {
    title: 'type in G3',
    oddity: 'Required, although it cannot change; the value for a smart group is not given.',
    client: 'Sends the type that the caller read from the group.',
  },
  Q33: {
    title: 'businessType of G6',
    oddity: 'customer_label here, customer_group in all its siblings.',
    client: 'Sends customer_label; when that is rejected, once customer_group, and remembers which one worked.',
  },
  Q34: {
    title: 'Codes of folders',
    oddity: 'G5 wants the parent’s code and returns an id; codes are shown by G8 only.',
    client: 'Leaves it to the caller to read the code from G8.',
  },
  Q35: {
    title: 'Permission of G7',
    oddity: 'The permission to write tags is named, and the id is called a customer group’s although it is a folder’s.',
    client: 'As for G6, with the documented customer_group first; a tenant should grant both permissions.',
  },
  Q36: {
    title: 'Folders that are not empty',
    oddity: 'A folder cannot be deleted while it holds customers, say the documents; folders hold groups.',
    client: 'Leaves it to the caller to empty the folder first.',
  },
  Q37: {
    title: 'Names typed int',
    oddity: 'name is int in G8 and G13, and G8 requires parentCode, which a root cannot have.',
    client: 'Reads names as text; a root has null, "" or nothing for its parent.',
  },
  Q38: {
    title: 'G13',
    oddity: 'Titled as tags, with type and groupId as texts that are numbers elsewhere.',
    client: 'Reads either and returns one type.',
  },
  Q39: {
    title: 'Memberships',
    oddity: 'Nothing says what G9 to G11 do about smart or unknown groups, an empty list, or a part that fails.',
    client: 'Sends G9 and G10 in portions of 50 groups, one after the other; a portion that fails ends the call.',
  },
  Q40: {
    title: 'Empty answers',
    oddity: 'Some calls return null, some an empty value.',
    client: 'Ignores data where there is nothing to say.',
  },
} as const satisfies Record<string, Quirk>;

export type QuirkId = keyof typeof quirks;
