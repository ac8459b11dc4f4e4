import type { Checked } from './value.ts';

/** Types whose value is a figure with a unit. */
export const measurementTypes = new Set([
  'antenna_gain',
  'area',
  'battery_charge_capacity',
  'battery_energy_capacity',
  'capacitance',
  'concentration',
  'data_storage_capacity',
  'data_transfer_rate',
  'dimension',
  'display_density',
  'distance',
  'duration',
  'electric_current',
  'electrical_resistance',
  'energy',
  'frequency',
  'illuminance',
  'inductance',
  'luminous_flux',
  'mass_flow_rate',
  'power',
  'pressure',
  'resolution',
  'rotational_speed',
  'sound_level',
  'speed',
  'temperature',
  'thermal_power',
  'voltage',
  'volume',
  'volumetric_flow_rate',
  'weight',
]);

/** Short names of units; every other unit is stored as it is written, in capitals. */
const shortUnits: Record<string, Record<string, string>> = {
  dimension: {
    in: 'INCHES',
    ft: 'FEET',
    yd: 'YARDS',
    mm: 'MILLIMETERS',
    cm: 'CENTIMETERS',
    m: 'METERS',
  },
  weight: { oz: 'OUNCES', lb: 'POUNDS', g: 'GRAMS', kg: 'KILOGRAMS' },
  volume: {
    ml: 'MILLILITERS',
    cl: 'CENTILITERS',
    l: 'LITERS',
    m3: 'CUBIC_METERS',
    us_fl_oz: 'FLUID_OUNCES',
    us_pt: 'PINTS',
    us_qt: 'QUARTS',
    us_gal: 'GALLONS',
    imp_fl_oz: 'IMPERIAL_FLUID_OUNCES',
    imp_pt: 'IMPERIAL_PINTS',
    imp_qt: 'IMPERIAL_QUARTS',
    imp_gal: 'IMPERIAL_GALLONS',
  },
};

const bad = (message: string): Checked => ({ ok: false, message, elementIndex: null });

/** Checks `{"value": 5, "unit": "cm"}` and writes it as it is stored, `{"value":5.0,"unit":"CENTIMETERS"}`. */
export const measurementValue =
  (type: string) =>
  (raw: string): Checked => {
    let parsed: unknown;
    try {
      parsed = JSON.parse(raw);
    } catch {
      return bad('Value must be a stringified JSON object with a value and unit fields.');
    }
    if (
      typeof parsed !== 'object' ||
      parsed === null ||
      !('value' in parsed) ||
      !('unit' in parsed)
    )
      return bad('Value must be a stringified JSON object with a value and unit fields.');
    const figure = Number(parsed.value);
    const isSigned = type === 'temperature' || type === 'antenna_gain' || type === 'sound_level';
    if (Number.isNaN(figure) || (figure < 0 && !isSigned))
      return bad('Value must be a non-negative number.');
    const short = shortUnits[type];
    const unit = String(parsed.unit);
    const known = short?.[unit.toLowerCase()];
    const isLong = short === undefined || Object.values(short).includes(unit.toUpperCase());
    if (known === undefined && !isLong) return bad('Value must be a supported unit.');
    const value = Number.isInteger(figure) ? `${figure}.0` : String(figure);
    return { ok: true, value: `{"value":${value},"unit":"${known ?? unit.toUpperCase()}"}` };
  };

/** A stored unit as clients write it: the short name where there is one, else small letters. */
export function writtenUnit(type: string, stored: string): string {
  const short = Object.entries(shortUnits[type] ?? {}).find(([, long]) => long === stored)?.[0];
  return short ?? stored.toLowerCase();
}
