import { euros } from './money.ts';
import { loadOrders, printReport, removeSoldOut } from './orders.ts';

const files: Record<string, string> = {
  'monday.txt': '1001;Ada;DE;standard\nTEA-01x2\nCUP-01x2\nBOK-07x1',
  'tuesday.txt': '1002;Grace;NL;express\n# a present\nPOT-01x1\nTEA-02x1\nGRD-02x1\nTEA-01x3\n',
  'wednesday.txt': '1003;Alan;FR;standard\nPOT-01x2\nBOK-07x2\nCUP-01x4\n',
  'thursday.txt': '1004;Edsger;DE\nTEA-99x1\nTEA-01x1\n',
};

const { orders, failed } = await loadOrders(
  Object.keys(files),
  (name) => Promise.resolve(files[name]),
  new Date('2025-04-09'),
);

for (const order of orders) {
  order.coupons.push({ code: 'TEATIME', percent: 10, tag: 'tea' });
  order.coupons.push({ code: 'SPRING', percent: 5, minimum: euros(50) });
  for (const line of removeSoldOut(order)) {
    console.log(`${order.id}: ${line.product.name} is sold out`);
  }
}

console.log(printReport(orders));
for (const line of failed) console.log(`not read: ${line}`);
