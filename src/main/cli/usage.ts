/** `mingzhang --help` */
export const USAGE = `明账：地方部门预决算公开与绩效自评

用法：mingzhang 命令 [参数] [选项]

  build 文件夹 --out 输出文件夹    导入文件夹里的报表和填报表，审核，并生成全套公开材料
  template --pack 模板 --out 文件   写出一份空白填报表
  import 文件或文件夹 …            只导入
  ledger 文件或文件夹 …            导入序时账、余额表等账簿，算出报表，与导入的报表对照
  ledger [--set 设置=选项]         列出或更改从账簿算表的设置
  undo 导入编号                    撤销一次导入
  check                            审核已导入的报表
  proofread 文稿.docx [--out 文件.xlsx]
                                   核对已写好的文稿：写的数与报表不一致的逐处列出
  export --out 输出文件夹          生成公开材料
  explain 表/行/列                 说明一个数的来历
  packs [check 文件夹]             列出模板，或检查自己做的模板
  packs show 模板                  模板里没有证实的内容，包括从上级模板继承的
  packs export 模板 | import 文件  把自己做的模板带到另一台电脑
  codes                            列出科目表（功能分类、经济分类、政府经济分类、会计科目）
  codes import 文件 --year 年度    导入某年度的科目表；export 科目表、remove 科目表 写出、去掉
  sheets                           列出绩效自评表
  sheets carry|withdraw            把同年预算的绩效目标带入决算，或不再带入
  wording                          列出文稿的句子和节，以及本单位改过的地方
  wording replace|add 编号 文件    改写一句，或加一句（--after 编号 放在哪一句后面）；节写成 "# 标题"
  wording add "# 标题" --from 文稿   加一节，文字连同标题层次取自 Word（.docx）、Markdown 或文本文件
  wording omit|withdraw 编号       省去一句或一节，或恢复模板的写法
  wording carry                    把上年改过的写法带到今年
  secret                           列出涉密项和合计是否包含它们
  secret mark 科目代码|项目        标为涉密，不予公开；--totals 包含|不包含 说明合计是否包含它，--reason 事由
                                   不包含的基本支出用 --part 30101=1.23 写明在经济分类哪一款、多少万元（可重复）
  secret unmark 科目代码|项目      不再涉密（也用来答复上年的标记）
  option                           列出模板可选的行和页（保密审查、审签、盖章页）
  option on|off|default 编号       打开、关闭，或恢复为上年或模板的设置；option set 栏目 文字 填写
  backup [--out 文件夹]            备份数据
  restore 备份文件                 从备份恢复
  help-package [--out 文件夹]      显示求助包（版本和运行记录，没有金额和名称），加 --out 时保存
  demo                             用自带的样例做一遍

选项
  --db 文件        数据文件（默认在用户数据文件夹）
  --unit 单位      单位代码或名称        --year 年度      --stage 预算|决算
  --pack 模板      例如 base/YYYY-决算；不写时以填报表为准
  --money 单位     工作表没有写明金额单位时按它读：元 或 万元
  --as 工作表=表名 确认某张工作表就是某张表（可写多次）
  --map 列=含义    账簿的栏目认不出时说明它是什么，例如 --map 代号=科目编码（可写多次，同样的表以后不再问）
  --set 设置=选项  从账簿算表的设置（可写多次）
  --accept 代码    账簿里这类问题核对过、确认无误，照样导入（可写多次）
  --out, -o        输出位置
  --no-pdf         不生成 PDF（目录页码留空）
  --json           结果按 JSON 输出，供其他程序使用

退出码：0 正常；1 有错误级审核问题或缺少必需数据；2 没能运行`
