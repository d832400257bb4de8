import { euros } from './money.ts';
import type { Cents } from './money.ts';

export const tags = [
  'tea',
  'book',
  'fragile',
  'kitchen',
  'gift',
  'heavy',
  'garden',
  'clearance',
] as const;

export type Tag = (typeof tags)[number];

export interface Product {
  sku: string;
  name: string;
  price: Cents;
  /** Grams. */
  weight: number;
  stock: number;
  tags: Tag[];
}

const products: Product[] = [
  {
    sku: 'TEA-01',
    name: 'Green tea, 100 g',
    price: euros(6.9),
    weight: 120,
    stock: 40,
    tags: ['tea', 'gift'],
  },
  {
    sku: 'TEA-02',
    name: 'Earl Grey, 250 g',
    price: euros(12.5),
    weight: 280,
    stock: 0,
    tags: ['tea'],
  },
  {
    sku: 'CUP-01',
    name: 'Cup, blue',
    price: euros(9),
    weight: 350,
    stock: 12,
    tags: ['kitchen', 'fragile'],
  },
  {
    sku: 'POT-01',
    name: 'Teapot, cast iron',
    price: euros(49),
    weight: 2100,
    stock: 3,
    tags: ['kitchen', 'heavy', 'gift'],
  },
  {
    sku: 'BOK-07',
    name: 'The Book of Tea',
    price: euros(14.9),
    weight: 210,
    stock: 25,
    tags: ['book', 'gift'],
  },
  {
    sku: 'GRD-02',
    name: 'Watering can',
    price: euros(19.5),
    weight: 900,
    stock: 0,
    tags: ['garden', 'clearance'],
  },
];

export function findProduct(sku: string): Product | undefined {
  return products.find((product) => product.sku === sku.trim().toUpperCase());
}

export function productsWith(tag: Tag): Product[] {
  return products.filter((product) => product.tags.includes(tag));
}
