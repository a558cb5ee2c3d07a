import { refused, written } from './values-trap.ts';

/** Phones as people really type them; the country is the record's or the connection's. */
export const numbersAsPeopleType = [
  ...written(
    'mobile',
    '+491712345678',
    'a slash after the prefix (DE)',
    ['0171/2345678', '0171 / 234 56 78', '(0171) 2345678'],
    {
      region: 'DE',
    },
  ),
  ...written('mobile', '+491712345678', 'a slash after the prefix, from abroad', [
    '+49 171/2345678',
    '+49 (0)171/2345678',
  ]),
  ...written(
    'mobile',
    '+14155552671',
    'the code of North America without its plus',
    ['1-415-555-2671', '1 (415) 555-2671', '1/415/555-2671'],
    {
      region: 'US',
      foreignMobile: 'plus',
    },
  ),
  ...written('mobile', '+525545258448', 'the 1 that mobiles of Mexico had before 2019', [
    '+52 1 55 4525 8448',
    '+5215545258448',
    '0052 1 55 4525 8448',
  ]),
  ...written(
    'mobile',
    '+525545258448',
    'the prefixes of Mexico before 2019',
    ['044 55 4525 8448', '045 55 4525 8448', '01 55 4525 8448', '55 4525-8448'],
    {
      region: 'MX',
    },
  ),
  ...written('mobile', '+5531988887654', 'a mobile of Brazil without the ninth digit', [
    '+55 31 8888-7654',
    '+553188887654',
    '0055 31 8888-7654',
  ]),
  ...written(
    'mobile',
    '+5531988887654',
    'the same at home',
    ['(31) 8888-7654', '31 98888-7654', '031 8888-7654', '(31) 9 8888-7654'],
    {
      region: 'BR',
    },
  ),
  ...written(
    'mobile',
    '+919876543211',
    'a nought before the code of India',
    ['0919876543211', '09876543211', '98765 43211', '919876543211', '091 98765-43211'],
    {
      region: 'IN',
    },
  ),
  ...written('mobile', '+966501234567', 'Arabic digits', ['٠٥٠١٢٣٤٥٦٧', '٠٥٠ ١٢٣ ٤٥٦٧', '٥٠١٢٣٤٥٦٧'], { region: 'SA' }),
  ...written('mobile', '+966501234567', 'Arabic digits from abroad', [
    '+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧',
    '٠٠٩٦٦٥٠١٢٣٤٥٦٧',
    '\u2067+٩٦٦٥٠١٢٣٤٥٦٧\u2069',
  ]),
  ...written('mobile', '+989121234567', 'Persian digits', ['۰۹۱۲ ۱۲۳ ۴۵۶۷'], { region: 'IR' }),
  ...written('mobile', '+919876543211', 'Devanagari digits', ['९८७६५ ४३२११'], { region: 'IN' }),
  ...written('mobile', '+819014735821', 'full-width digits', ['０９０－１４７３－５８２１'], { region: 'JP' }),
  ...written(
    'mobile',
    '+14155552671',
    'the scheme tel:',
    ['tel:+1-415-555-2671', 'TEL:+14155552671', 'tel: +1 415 555 2671'],
    {
      foreignMobile: 'plus',
    },
  ),
  ...written('mobile', '15424681357', 'the scheme tel: before a mainland number', [
    'tel:15424681357',
    'tel:+8615424681357',
    'tel:+86-154-2468-1357',
  ]),
  ...written('mobile', '13760284735', 'full stops and slashes between the groups of a mainland number', [
    '137.6028.4735',
    '137/6028/4735',
    '+86 137.6028.4735',
    '86.137.6028.4735',
  ]),
  ...written('mobile', '15424681357', 'the same of an invented one', ['154.2468.1357', '154/2468/1357']),
  ...refused(
    'mobile',
    'virtual',
    'an extension behind the scheme tel:',
    ['tel:+1-415-555-2671;ext=12', 'tel:15424681357-1234'],
    {
      foreignMobile: 'plus',
    },
  ),
  ...refused('mobile', 'malformed', 'full stops and slashes elsewhere may be anything', [
    '15424681357.5',
    '15424681357/8',
    '1542468.1357.5',
  ]),
  ...refused(
    'mobile',
    'virtual',
    'behind a slash stands another number, or the rest of one',
    ['0171/2345687/9', '+49 171 2345687/9'],
    {
      region: 'DE',
    },
  ),
  ...refused('mobile', 'malformed', 'two numbers', ['0171 2345678 / 0172 3456789', '0171/2345678/0172/3456789'], {
    region: 'DE',
  }),
  ...refused('mobile', 'malformed', 'other words before a number may say whose it is', [
    'Tel. 15424681357',
    'fax:+14155552671',
    '電話:090-1473-5821',
  ]),
];
