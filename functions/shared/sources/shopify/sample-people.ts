import type { SampleContext } from '../source.ts';

export interface InventedPerson {
  readonly id: number;
  readonly orderId: number;
  readonly addressId: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
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

/** The same number gives the same person, another number another one. */
export function inventPerson(sequence: number): InventedPerson {
  // 7919 and 10^8 have no common divisor, so the numbers repeat only after 10^8 people.
  const subscriber = String((26_430_718 + sequence * 7919) % 100_000_000).padStart(8, '0');
  const [city, province, provinceCode] = pick(places, sequence);
  return {
    id: 7_214_500_000_000 + sequence,
    orderId: 5_810_200_000_000 + sequence,
    addressId: 8_460_100_000_000 + sequence,
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

export function gidOf(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`;
}

/** Shopify writes times in the shop's time zone, without fractions of a second. */
export function timeOf({ now }: SampleContext): string {
  return `${new Date(now + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

function pick<List extends readonly [unknown, ...unknown[]]>(list: List, sequence: number): List[number] {
  return list[Math.abs(sequence) % list.length] ?? list[0];
}
