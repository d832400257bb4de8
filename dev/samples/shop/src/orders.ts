import { findProduct } from './catalog.ts';
import type { Product, Tag } from './catalog.ts';
import { format, percentOf } from './money.ts';
import type { Cents } from './money.ts';

export interface OrderLine {
  product: Product;
  quantity: number;
}

export interface Coupon {
  code: string;
  percent: number;
  /** Only products with this tag become cheaper; all of them where it is absent. */
  tag?: Tag;
  /** The order has to cost this much. */
  minimum?: Cents;
  expires?: Date;
}

export interface Order {
  id: string;
  customer: string;
  country: string;
  express: boolean;
  lines: OrderLine[];
  coupons: Coupon[];
  placed: Date;
}

export interface Price {
  goods: Cents;
  discount: Cents;
  shipping: Cents;
  tax: Cents;
  total: Cents;
}

const taxRates: Record<string, number> = { DE: 19, FR: 20, NL: 21, DK: 25 };

const homeCountry = 'DE';

export function parseOrder(text: string, placed: Date): Order {
  var rows = text.split('\n');
  var header = rows[0].split(';');
  if (header.length < 3) {
    throw new Error(`An order begins with id;customer;country, not with "${rows[0]}"`);
  }
  var lines: OrderLine[] = [];
  var unknown: string[] = [];
  for (var i = 1; i < rows.length - 1; i++) {
    var row = rows[i].trim();
    if (row == '' || row.startsWith('#')) {
      continue;
    }
    var [sku, amount] = row.split('x');
    var product = findProduct(sku);
    if (product == undefined) {
      unknown.push(sku);
      continue;
    }
    var quantity = Number(amount ?? '1');
    if (!Number.isInteger(quantity) || quantity < 1) {
      throw new Error(`"${amount}" is no quantity`);
    }
    lines.push({ product, quantity });
  }
  if (unknown.length > 0) {
    throw new Error(`Not in the catalog: ${unknown.join(', ')}`);
  }
  return {
    id: header[0],
    customer: header[1],
    country: header[2].trim(),
    express: header[3] == 'express',
    lines,
    coupons: [],
    placed,
  };
}

export function removeSoldOut(order: Order): OrderLine[] {
  const removed: OrderLine[] = [];
  for (let i = 0; i < order.lines.length; i++) {
    const line = order.lines[i];
    if (line.product.stock === 0) {
      order.lines.splice(i, 1);
      removed.push(line);
    } else if (line.quantity > line.product.stock) {
      line.quantity = line.product.stock;
    }
  }
  return removed;
}

export function priceOrder(order: Order): Price {
  var total = 0;
  for (const line of order.lines) {
    total += line.product.price * line.quantity;
  }
  const goods = total;

  // Coupons never add up to more than the goods cost.
  var discount = 0;
  for (const coupon of order.coupons) {
    if (coupon.expires !== undefined && coupon.expires < order.placed) {
      continue;
    }
    if (coupon.minimum !== undefined && total < coupon.minimum) {
      continue;
    }
    var base = 0;
    for (const line of order.lines) {
      if (coupon.tag === undefined || line.product.tags.includes(coupon.tag)) {
        base += line.product.price * line.quantity;
      }
    }
    discount += percentOf(base, coupon.percent);
  }
  if (discount > goods) {
    discount = goods;
  }
  total -= discount;

  const shipping = shippingFor(order, total);
  total += shipping;

  const rate = taxRates[order.country];
  if (rate === undefined) {
    throw new Error(`No tax rate for ${order.country}`);
  }
  const tax = percentOf(total, rate);
  total += tax;

  return { goods, discount, shipping, tax, total };
}

export function shippingFor(order: Order, value: Cents): Cents {
  if (order.lines.length === 0) {
    return 0;
  }
  var weight = 0;
  var fragile = false;
  for (const line of order.lines) {
    weight += line.product.weight * line.quantity;
    if (line.product.tags.includes('fragile')) {
      fragile = true;
    }
  }
  var cost = 490;
  if (weight > 2000) {
    cost = 790;
  }
  if (weight > 10_000) {
    cost = 1490;
  }
  if (fragile) {
    cost += 150;
  }
  if (order.country !== homeCountry) {
    cost = cost * 2;
  }
  if (order.express) {
    cost += 990;
  } else if (value >= 5000) {
    return 0;
  }
  return cost;
}

export function medianTotal(prices: Price[]): Cents {
  if (prices.length === 0) {
    return 0;
  }
  const totals = prices.map((price) => price.total).sort();
  const middle = Math.floor(totals.length / 2);
  if (totals.length % 2 === 1) {
    return totals[middle];
  }
  return Math.round((totals[middle - 1] + totals[middle]) / 2);
}

export function bestSellers(orders: Order[], count: number): [string, number][] {
  var sold = new Map<string, number>();
  for (var order of orders) {
    for (var line of order.lines) {
      var before = sold.get(line.product.name) ?? 0;
      sold.set(line.product.name, before + line.quantity);
    }
  }
  return [...sold].sort((a, b) => b[1] - a[1]).slice(0, count);
}

export function printReport(orders: Order[]): string {
  var out: string[] = [];
  var prices: Price[] = [];
  var revenue = 0;
  for (var order of orders) {
    var price = priceOrder(order);
    prices.push(price);
    revenue += price.total - price.tax;
    out.push(`${order.id}  ${order.customer.padEnd(16)} ${format(price.total).padStart(10)}`);
    for (var line of order.lines) {
      out.push(`    ${String(line.quantity).padStart(3)} x ${line.product.name}`);
    }
    if (price.discount > 0) {
      out.push(`    discount ${format(-price.discount)}`);
    }
    if (price.shipping == 0) {
      out.push('    free shipping');
    }
  }
  out.push('');
  out.push(`Orders   ${orders.length}`);
  out.push(`Revenue  ${format(revenue)}, without tax`);
  out.push(`Median   ${format(medianTotal(prices))}`);
  for (var [name, quantity] of bestSellers(orders, 3)) {
    out.push(`${String(quantity).padStart(6)}   ${name}`);
  }
  return out.join('\n');
}

export async function loadOrders(
  names: string[],
  read: (name: string) => Promise<string>,
  placed: Date,
): Promise<{ orders: Order[]; failed: string[] }> {
  const orders: Order[] = [];
  const failed: string[] = [];
  for (const name of names) {
    try {
      const text = await read(name);
      orders.push(parseOrder(text, placed));
    } catch (error) {
      failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { orders, failed };
}
