import { refused, written } from './values-trap.ts';

/** ISO code, calling code, the number, and how people of the country write it. Some of it is a mainland number as well. */
const atHome = [
  ['US', '1', '+13105552671', ['13105552671', '1-310-555-2671', '(310) 555-2671', '1.310.555.2671', '310/555-2671']],
  ['CA', '1', '+16045552671', ['16045552671', '1 604 555 2671', '604-555-2671']],
  ['DE', '49', '+4915235557109', ['15235557109', '0152 35557109', '1523 5557109', '4915235557109']],
  ['BR', '55', '+5513987652846', ['(13) 98765-2846', '13987652846', '13 9 8765-2846', '013 98765-2846']],
  ['MX', '52', '+525545258448', ['55 4525 8448', '1 55 4525 8448', '15545258448', '044 55 4525 8448']],
  ['HK', '852', '+85251473582', ['5147 3582', '852 5147 3582']],
  ['JP', '81', '+819014735821', ['090-1473-5821']],
  ['CN', '86', '15235557109', ['15235557109', '152-3555-7109', '8615235557109', '152 35557109']],
] as const;

/** How platforms write a country. */
const spellings = [
  ['in small letters', 'us'],
  ['with blanks', ' US '],
  ['as a calling code', '1'],
  ['as a calling code with its plus', '+1'],
  ['as a number', 1],
  ['by its English name', 'United States'],
  ['by its short name', 'USA'],
  ['by its Chinese name', '美国'],
  ['by its Chinese name in traditional letters', '美國'],
] as const;

/** What the record says beside a number decides of which country it is. */
export const numbersBesideCountries = [
  ...atHome.flatMap(([iso, code, number, texts]) => [
    ...written('mobile', number, `${iso}: the country of the record decides`, texts, {
      countries: [iso],
      foreignMobile: 'plus',
    }),
    ...written('mobile', number, `${iso}: so does its calling code`, texts, {
      countries: [`+${code}`],
      foreignMobile: 'plus',
    }),
    ...written('mobile', number, `${iso}: whatever the region of the connection is`, texts, {
      countries: [iso],
      region: 'FR',
      foreignMobile: 'plus',
    }),
  ]),
  ...spellings.flatMap(([spelling, country]) =>
    written('mobile', '+13474072199', `a country ${spelling}`, ['13474072199'], {
      countries: [country],
      foreignMobile: 'plus',
    }),
  ),
  ...['中国', 'China', 'CHN', 'PRC', '中国大陆', 86, '0086', 'cn'].flatMap((country) =>
    written('mobile', '15235557109', 'the mainland, however it is written', ['15235557109'], { countries: [country] }),
  ),
  ...written('mobile', '+447400147358', 'Britain, which has two codes', ['07400 147358'], { countries: ['UK'] }),
  ...[[null], [''], [' '], [0], ['0'], []].flatMap((countries) =>
    written('mobile', '15235557109', 'where nothing stands beside it, the number is read without', ['15235557109'], {
      countries,
    }),
  ),
  ...written(
    'mobile',
    '+4915235557109',
    'an international form wins over the record',
    ['+49 1523 5557109', '0049 1523 5557109', 'tel:+49-1523-5557109'],
    {
      countries: ['US'],
    },
  ),
  ...written(
    'mobile',
    '15235557109',
    'the code of the mainland wins too',
    ['+86 152 3555 7109', '0086 152 3555 7109', '8615235557109'],
    {
      countries: ['US'],
    },
  ),
  ...written(
    'mobile',
    '+13105552671',
    'two countries that make one number of it do not contradict each other',
    ['(310) 555-2671'],
    {
      countries: ['US', 'CA', '1'],
      foreignMobile: 'plus',
    },
  ),
  ...refused(
    'mobile',
    'ambiguous',
    'two countries that make two numbers of it contradict each other',
    ['13105552671', '1-310-555-2671'],
    {
      countries: ['US', 'CN'],
      foreignMobile: 'plus',
    },
  ),
  ...refused(
    'mobile',
    'ambiguous',
    'two countries of which one makes nothing of it contradict each other',
    ['0152 35557109'],
    {
      countries: ['DE', 'US'],
    },
  ),
  ...refused('mobile', 'ambiguous', 'a country that nobody can read may be any', ['15235557109', '1-310-555-2671'], {
    countries: ['Atlantis'],
  }),
  ...refused('mobile', 'malformed', 'and what is no mainland number is none of it', ['0152 35557109'], {
    countries: [{ code: 'DE' }],
  }),
  ...refused(
    'mobile',
    'ambiguous',
    'a country that is not the mainland excludes the mainland number',
    ['15235557109', '152-3555-7109'],
    {
      countries: ['HK'],
    },
  ),
  ...refused(
    'mobile',
    'ambiguous',
    'what is written as in North America is no number of the mainland, even there',
    ['1-310-555-2671'],
    {
      countries: ['CN'],
    },
  ),
  ...refused(
    'mobile',
    'malformed',
    'the country of the record excludes the region of the connection',
    ['0171 2345678'],
    {
      countries: ['US'],
      region: 'DE',
    },
  ),
  ...refused('mobile', 'fixed-line', 'a fixed line of that country', ['030 901820'], { countries: ['DE'] }),
  ...refused('mobile', 'virtual', 'an extension', ['(212) 473-5829 x12', '1-310-555-2671,12'], {
    countries: ['US'],
  }),
  ...refused('mobile', 'masked', 'a mask', ['(212) ***-5829', '1-310-xxx-2671'], { countries: ['US'] }),
  ...refused('mobile', 'placeholder', 'a number kept for fiction', ['(310) 555-0199', '1-310-555-0199'], {
    countries: ['US'],
  }),
  ...refused('mobile', 'ambiguous', 'without a country, groups of other countries are none of the mainland', [
    '1-310-555-2671',
    '1 (310) 555-2671',
    '1.310.555.2671',
    '1 310 5552671',
    '1 3105552671',
    '(13) 98765-2846',
    '13 987652846',
    '13 9 8765-2846',
    '1 55 4525 8448',
    '1523 5557109',
    '1523555710-9',
    '152355571(09)',
    '152355571.09',
  ]),
  ...written(
    'mobile',
    '+13105552671',
    'in a region, such groups are of the region',
    ['1-310-555-2671', '1.310.555.2671', '(310) 555-2671'],
    {
      region: 'US',
      foreignMobile: 'plus',
    },
  ),
  ...written('mobile', '+4915235557109', 'in Germany too', ['1523 5557109'], { region: 'DE' }),
  ...refused(
    'mobile',
    'ambiguous',
    'in a region, eleven digits that are a number of both are two people’s',
    ['13105552671', '131-0555-2671'],
    {
      region: 'US',
      foreignMobile: 'plus',
    },
  ),
];
