/** A moment as people here write it: 2024-08-21 09:30. */
export function momentText(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
}

/** The day of a moment on this machine's calendar: 2024-08-21. */
export function dayText(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** Size of a file. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`
  return `${Math.ceil(bytes / 1024 / 102.4) / 10} MB`
}

/** How long something takes still, roughly; a guess is never said to the second. */
export function timeLeftText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds <= 5) return '剩余几秒'
  if (seconds < 60) return `剩余约 ${Math.ceil(seconds / 5) * 5} 秒`
  return `剩余约 ${Math.ceil(seconds / 60)} 分钟`
}
