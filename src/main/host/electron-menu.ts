import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'

/**
 * The menu bar and the menu of the right mouse button. Electron's own are English and offer to reload the page, and it has none for
 * text fields. Undo and redo of the grid are the window's own keys, so the bar gives no accelerators for editing.
 */
export function offerMenus(window: BrowserWindow): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(BAR))
  window.webContents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
    if (isEditable) Menu.buildFromTemplate(fieldMenu(editFlags)).popup({ window })
    else if (selectionText.trim() !== '') Menu.buildFromTemplate([{ role: 'copy', label: '复制' }]).popup({ window })
  })
}

const BAR: MenuItemConstructorOptions[] = [
  { label: '文件', submenu: [{ role: 'quit', label: '退出' }] },
  {
    label: '视图',
    submenu: [
      { role: 'zoomIn', label: '放大' },
      { role: 'zoomOut', label: '缩小' },
      { role: 'resetZoom', label: '实际大小' },
      { type: 'separator' },
      { role: 'togglefullscreen', label: '全屏' },
    ],
  },
]

function fieldMenu(can: Electron.EditFlags): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: '撤销', enabled: can.canUndo },
    { role: 'redo', label: '重做', enabled: can.canRedo },
    { type: 'separator' },
    { role: 'cut', label: '剪切', enabled: can.canCut },
    { role: 'copy', label: '复制', enabled: can.canCopy },
    { role: 'paste', label: '粘贴', enabled: can.canPaste },
    { role: 'selectAll', label: '全选', enabled: can.canSelectAll },
  ]
}
