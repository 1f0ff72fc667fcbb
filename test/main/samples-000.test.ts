import { describeQuoted, openQuoted } from '#test/samples/describe-quoted.ts'

const TRIMMED = 'the print trims the zeros of some amounts (3600元, 35982.5元) and not of others; the document of all'
const DIRECTION = 'the author’s mistake: the same two totals as in the sentence before, which says 增加'

describeQuoted('000', await openQuoted('000'), {
  sentences: [
    {
      id: 'staff',
      print: '，其中在职人员27人',
      document: '，在职人员27人',
      reason: '27 of 15 posts are not 其中',
    },
    { id: 's3.1.2', print: '862569.30元', document: '862569.3元', reason: TRIMMED },
    { id: 's3.1.2', print: '减少194652.93元', document: '增加194652.93元', reason: DIRECTION },
    { id: 's3.2', print: '562504.30元', document: '562504.3元', reason: TRIMMED },
    { id: 's3.2', print: '107464.80元', document: '107464.8元', reason: TRIMMED },
    { id: 's3.2', print: '80000.00元', document: '80000元', reason: TRIMMED },
    { id: 's3.2', print: '2852.00元', document: '2852元', reason: TRIMMED },
    {
      id: 's3.2',
      print: '办公设备购置费18065元。',
      document: '办公设备购置费18065元、手续费40元。',
      reason: 'the printed list is 40.00 short of its total; the sample has them in a constructed item',
    },
    {
      id: 's3.3.3',
      print: '接待人次0，国内接待费0元，与预算相比，变化无，变化原因无。',
      document: '接待人次0，国（境）外接待费0元，与预算相比，变化无，变化原因无。',
      reason: 'the author’s mistake: the clause is about 国（境）外接待费',
    },
    {
      id: 's3.4',
      print: '空调4台，复合打印机2台，传真机1台',
      document: '空调4台、复合打印机2台、传真机1台',
      reason: 'one mark between the items of one list; the print has two',
    },
    { id: 's3.5', print: '1167098.01.元', document: '1167098.01元', reason: 'a stray full stop' },
    {
      id: 's3.6.1',
      print: '762569.30万元',
      document: '862569.3元',
      reason: 'the author’s mistake: 100% of the 项目支出 is 862569.30 元',
    },
    { id: 's3.6.2', print: '支付33.61万元。三是', document: '支付33.61万元；三是', reason: 'one mark in one list' },
  ],
  headings: [
    {
      print: '1.决算收支增减变化情况说明',
      document: '1、决算收支增减变化情况说明',
      reason: 'the other numbers of the part print with 、',
    },
    {
      print: '机关运行经费执行情况说明：',
      document: '2、机关运行经费执行情况说明',
      reason: 'the number 2 is missing in the print',
    },
    {
      print: '部门评价项目绩效评价结果',
      document: '（3）部门评价项目绩效评价结果',
      reason: 'the number 3 is missing in the print',
    },
  ],
  tails: [],
  remarks: ['YS-0001', 'RY-0001', 'RY-0002'],
  verdict: '可以公开',
  findings: ['error JY-0002', 'warning XX-0002', 'error SX-0001 绩效项目执行 全年执行数'],
  authorsVerdict: '不得公开，因为2处错误',
  wrong: [
    { id: 'staff', template: '人员编制', reads: ['在职句: 0 → 1'] },
    // Read as the third case (减少); the accounts ask for the second (增加).
    { id: 's3.1.2', template: '支出', reads: ['比上年度: 2 → 1'] },
    { id: 's3.3.3', template: '三公.接待', reads: undefined },
    { id: 's3.6.1', template: '绩效', reads: undefined },
  ],
})
