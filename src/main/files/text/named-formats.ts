/** Number formats that HTML and XML 2003 call by name, as format codes. */
const NAMED_FORMATS: Readonly<Record<string, string>> = {
  'general number': 'General',
  'general date': 'yyyy/m/d h:mm',
  'long date': 'yyyy"年"m"月"d"日"',
  'medium date': 'd-mmm-yy',
  'short date': 'yyyy/m/d',
  'long time': 'h:mm:ss',
  'medium time': 'h:mm AM/PM',
  'short time': 'h:mm',
  fixed: '0.00',
  standard: '#,##0.00',
  percent: '0.00%',
  scientific: '0.00E+00',
}

export const formatCode = (written: string): string => NAMED_FORMATS[written.toLowerCase()] ?? written
