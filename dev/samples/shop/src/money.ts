/** Amounts are whole cents: fractions of a cent exist only inside a calculation. */
export type Cents = number;

export function euros(amount: number): Cents {
  return Math.round(amount * 100);
}

export function percentOf(amount: Cents, percent: number): Cents {
  return Math.round((amount * percent) / 100);
}

export function format(amount: Cents): string {
  const sign = amount < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(amount) / 100);
  const rest = String(Math.abs(amount) % 100).padStart(2, '0');
  return `${sign}€${whole}.${rest}`;
}
