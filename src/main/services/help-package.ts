import { totalmem } from 'node:os'
import { versionWords, type ActivityLog } from './activity-log.ts'

const MOST_LINES = 1000

/** The text that a user may hand to whoever helps him: versions and log. It is shown before anything is saved. */
export function helpText(log: Pick<ActivityLog, 'lines'>, version: string, now: Date): string {
  const lines = log.lines().slice(-MOST_LINES)
  return [
    '明账求助包',
    '里面只有程序版本和运行记录：什么时间、做了哪一步、用了多久、出错的代号和程序位置。',
    '没有金额，没有单位、人员和项目的名称，没有文件名和文件夹。可以逐行看过以后再发给别人。',
    '',
    `生成时间：${now.toISOString().replace(/\.\d+/, '')}（UTC）`,
    `版本：${versionWords(version).join(' ')}`,
    `内存：${Math.round(totalmem() / 2 ** 30)} GB`,
    '',
    `运行记录（最近 ${lines.length} 条，时间为 UTC）：`,
    ...(lines.length === 0 ? ['（还没有）'] : lines),
    '',
  ].join('\n')
}

/** The name of the file, by the day and minute it was made. */
export function helpFileName(now: Date): string {
  return `明账求助包-${now.toISOString().slice(0, 16).replace('T', '-').replace(':', '')}.txt`
}
