/** Somebody who does not exist. */
export interface SamplePerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** E.164 */
  readonly phone: string;
  readonly city: string;
  readonly province: string;
  readonly provinceCode: string;
}

const familyNames = ['林', '周', '许', '何', '宋', '唐', '邓', '冯', '董', '萧'] as const;
const givenNames = ['晓岚', '子墨', '雨桐', '思远', '嘉宁', '一帆', '若溪'] as const;
const places = [
  ['上海', 'Shanghai', 'SH'],
  ['杭州', 'Zhejiang', 'ZJ'],
  ['成都', 'Sichuan', 'SC'],
  ['广州', 'Guangdong', 'GD'],
] as const;

/** The same number gives the same person of a platform, another number or platform another one. */
export function samplePerson(platform: string, sequence: number): SamplePerson {
  const offset = Array.from(platform).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 9_999_991;
  return { ...demoPerson(sequence, offset * 10), email: `${platform}.buyer.${sequence}@mail.example` };
}

/** The people of the demo. @param offset between the phones of two platforms */
export function demoPerson(sequence: number, offset = 0): SamplePerson {
  // 7919 and 10^8 have no common divisor, so the numbers repeat only after 10^8 people.
  const subscriber = String((26_430_718 + offset + sequence * 7919) % 100_000_000).padStart(8, '0');
  const [city, province, provinceCode] = pick(places, sequence);
  return {
    firstName: pick(givenNames, sequence),
    lastName: pick(familyNames, sequence),
    email: `buyer.${sequence}@mail.example`,
    // No carrier has numbers in 154.
    phone: `+86154${subscriber}`,
    city,
    province,
    provinceCode,
  };
}

function pick<List extends readonly [unknown, ...unknown[]]>(list: List, sequence: number): List[number] {
  return list[Math.abs(sequence) % list.length] ?? list[0];
}
