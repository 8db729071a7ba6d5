<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>New deal</source>
        <translation>新进件</translation>
    </message>
    <message>
        <source>Step 1: scan</source>
        <translation>第 1 步: 扫描</translation>
    </message>
    <message>
        <source>Step 2: applicant</source>
        <translation>第 2 步: 申请人</translation>
    </message>
    <message>
        <source>Step 3: vehicle</source>
        <translation>第 3 步: 车辆</translation>
    </message>
    <message>
        <source>Step 4: financing</source>
        <translation>第 4 步: 融资</translation>
    </message>
    <message>
        <source>Step 5: offers</source>
        <translation>第 5 步: 报价</translation>
    </message>
    <message>
        <source>Step 6: signing</source>
        <translation>第 6 步: 签约</translation>
    </message>
    <message>
        <source>Take a picture</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Type or shoot the VIN</source>
        <translation>扫码枪或键盘录入车架号</translation>
    </message>
    <message>
        <source>Help for what is on the screen</source>
        <translation>当前界面的帮助</translation>
    </message>
    <message>
        <source>Synchronise now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Language: 中文</source>
        <translation>语言: 中文</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>语言: English</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>主题: 浅色</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>主题: 深色</translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation>主题: 跟随系统</translation>
    </message>
    <message>
        <source>High contrast on</source>
        <translation>打开高对比度</translation>
    </message>
    <message>
        <source>High contrast off</source>
        <translation>关闭高对比度</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>恢复默认字号</translation>
    </message>
    <message>
        <source>Choose the camera</source>
        <translation>选择摄像头</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>重新登录</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>To what is missing or wrong next</source>
        <translation>下一处缺项或问题</translation>
    </message>
    <message>
        <source>To what is missing or wrong before</source>
        <translation>上一处缺项或问题</translation>
    </message>
    <message>
        <source>The list of what is left to do, then a number</source>
        <translation>待办列表, 再按编号</translation>
    </message>
    <message>
        <source>Two values: keep the one that was there</source>
        <translation>两个值: 保留原有的</translation>
    </message>
    <message>
        <source>Two values: take the one that was read</source>
        <translation>两个值: 采用读到的</translation>
    </message>
    <message>
        <source>Do the act again that was taken back</source>
        <translation>重做撤销的操作</translation>
    </message>
    <message>
        <source>Batch: start or stop the camera</source>
        <translation>批量: 打开或关闭摄像头</translation>
    </message>
    <message>
        <source>Batch: read a folder of photos</source>
        <translation>批量: 读取照片文件夹</translation>
    </message>
    <message>
        <source>Batch: type or scan a VIN</source>
        <translation>批量: 手输或扫描车架号</translation>
    </message>
    <message>
        <source>Batch: import a list (CSV, XLSX)</source>
        <translation>批量: 导入表格 (CSV, XLSX)</translation>
    </message>
    <message>
        <source>New batch</source>
        <translation>新批次</translation>
    </message>
    <message>
        <source>Export the batch as CSV</source>
        <translation>把批次导出为 CSV</translation>
    </message>
    <message>
        <source>Export the dashboard as a picture</source>
        <translation>把看板导出为图片</translation>
    </message>
    <message>
        <source>Export the dashboard&apos;s figures as CSV</source>
        <translation>把看板数字导出为 CSV</translation>
    </message>
    <message>
        <source>Next deal</source>
        <translation>下一笔进件</translation>
    </message>
    <message>
        <source>Previous deal</source>
        <translation>上一笔进件</translation>
    </message>
    <message>
        <source>Close this deal</source>
        <translation>关闭这笔进件</translation>
    </message>
    <message>
        <source>Open the deal closed last again</source>
        <translation>重新打开刚关闭的进件</translation>
    </message>
    <message>
        <source>Open deals and drafts</source>
        <translation>进件与草稿列表</translation>
    </message>
    <message>
        <source>Discard this draft</source>
        <translation>放弃这份草稿</translation>
    </message>
    <message>
        <source>Tour with invented data</source>
        <translation>导览 (虚构数据)</translation>
    </message>
    <message>
        <source>Customer window: open or close</source>
        <translation>客户窗口: 打开或关闭</translation>
    </message>
    <message>
        <source>Submit the application; at the signing: confirm the signature</source>
        <translation>提交进件; 签约时确认签名</translation>
    </message>
    <message>
        <source>Customer window: Chinese or English</source>
        <translation>客户窗口: 中文或英文</translation>
    </message>
    <message>
        <source>Lock the window</source>
        <translation>锁定窗口</translation>
    </message>
</context>
<context>
    <name>ApplicantStep</name>
    <message>
        <source>Identity, as on the resident ID card</source>
        <translation>身份信息 (与身份证一致)</translation>
    </message>
    <message>
        <source>Contact and income</source>
        <translation>联系方式与收入</translation>
    </message>
</context>
<context>
    <name>AskCard</name>
    <message>
        <source>Answer the reviewer</source>
        <translation>答复审核员</translation>
    </message>
    <message>
        <source>Answer to: {0}</source>
        <translation>答复: {0}</translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>添加照片</translation>
    </message>
    <message>
        <source>Send answer</source>
        <translation>发送答复</translation>
    </message>
    <message>
        <source>Pictures ({0})</source>
        <translation>图片 ({0})</translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation>{0} 张照片</translation>
    </message>
    <message>
        <source>A picture is needed</source>
        <translation>需要照片</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Sent; waiting for the centre</source>
        <translation>已发送, 等待中心</translation>
    </message>
</context>
<context>
    <name>AuditDialog</name>
    <message>
        <source>Compared with the centre</source>
        <translation>与中心核对的结果</translation>
    </message>
    <message>
        <source>Here {0} · at the centre {1}, of which other workstations sent {2} · signed receipts {3}</source>
        <translation>本机 {0} · 中心 {1}, 其中其它工作台发送 {2} · 签名回执 {3}</translation>
    </message>
    <message>
        <source>Show the row</source>
        <translation>查看该行</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message>
        <source>Batch of {0}</source>
        <translation>{0} 批次</translation>
    </message>
    <message>
        <source>This list was imported into this batch before; nothing was added</source>
        <translation>这份表格已导入过本批次, 没有重复添加</translation>
    </message>
    <message>
        <source>columns not used: {0}</source>
        <translation>未用到的列: {0}</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>To confirm</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已核实</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>Deal: {0}</source>
        <translation>进件: {0}</translation>
    </message>
    <message>
        <source>model year {0}</source>
        <translation>{0} 年款</translation>
    </message>
    <message>
        <source>row {0}</source>
        <translation>第 {0} 行</translation>
    </message>
    <message>
        <source>Resident ID card, no vehicle</source>
        <translation>身份证, 不是车辆</translation>
    </message>
    <message>
        <source>Vehicle licence, its VIN cannot be read</source>
        <translation>行驶证, 车架号读不清</translation>
    </message>
    <message>
        <source>No VIN found in it</source>
        <translation>没有找到车架号</translation>
    </message>
    <message>
        <source>VIN</source>
        <translation>车架号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>采集</translation>
    </message>
    <message>
        <source>Known already</source>
        <translation>已有记录</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>What is the matter</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Taken out again</source>
        <translation>已重新移除</translation>
    </message>
    <message>
        <source>Not accepted any more</source>
        <translation>已撤销接受</translation>
    </message>
    <message>
        <source>Correction taken back</source>
        <translation>已撤销更正</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>读取中…</translation>
    </message>
    <message>
        <source>Paused; what was read is kept</source>
        <translation>已暂停, 读过的都已保存</translation>
    </message>
    <message>
        <source>Compare each character with the car or its picture, then accept it or correct it.</source>
        <translation>请逐位对照车辆或照片, 确认无误或更正。</translation>
    </message>
    <message>
        <source>Nearly the same as {0}: perhaps the same car. Correct it to merge the two.</source>
        <translation>与 {0} 几乎相同, 可能是同一辆车; 更正后自动合并。</translation>
    </message>
    <message>
        <source>Read {0}, corrected by {1}</source>
        <translation>读作 {0}, 由 {1} 更正</translation>
    </message>
    <message>
        <source>Accepted by {0}</source>
        <translation>由 {0} 确认</translation>
    </message>
    <message>
        <source>Known already: {0}</source>
        <translation>已有记录: {0}</translation>
    </message>
    <message>
        <source>Rows: {0}; accepted {1}, to confirm {2}, merged {3}, refused {4}</source>
        <translation>共 {0} 行: 接受 {1}, 待确认 {2}, 合并 {3}, 退回 {4}</translation>
    </message>
</context>
<context>
    <name>BatchHead</name>
    <message>
        <source>Batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Which batch</source>
        <translation>选择批次</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>New batch</source>
        <translation>新批次</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>导出 CSV</translation>
    </message>
    <message>
        <source>Rename batch</source>
        <translation>重命名批次</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Batch put away: {0}</source>
        <translation>已收起批次: {0}</translation>
    </message>
    <message>
        <source>put away</source>
        <translation>已收起</translation>
    </message>
    <message>
        <source>Take up again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Stays on this workstation</source>
        <translation>仅保存在本机</translation>
    </message>
</context>
<context>
    <name>BatchScreen</name>
    <message>
        <source>Export batch</source>
        <translation>导出批次</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
    <message>
        <source>{0} cars written to {1}</source>
        <translation>已导出 {0} 辆车到 {1}</translation>
    </message>
    <message>
        <source>This car is in the batch already; the sighting was added to it</source>
        <translation>批次里已有这辆车, 已合并到原记录</translation>
    </message>
    <message>
        <source>There is nothing to take back in this batch</source>
        <translation>本批次没有可撤销的操作</translation>
    </message>
</context>
<context>
    <name>BehindDecision</name>
    <message>
        <source>Repayment schedule</source>
        <translation>还款计划</translation>
    </message>
    <message>
        <source>Reasons and conditions</source>
        <translation>理由与条件</translation>
    </message>
    <message>
        <source>Rules ({0})</source>
        <translation>规则 ({0})</translation>
    </message>
    <message>
        <source>Plans that do not fit ({0})</source>
        <translation>不适用方案 ({0})</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
</context>
<context>
    <name>Bell</name>
    <message>
        <source>Notifications: {0} unread</source>
        <translation>通知: {0} 条未读</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
</context>
<context>
    <name>Busy</name>
    <message>
        <source>Under way</source>
        <translation>正在进行</translation>
    </message>
</context>
<context>
    <name>CameraControl</name>
    <message>
        <source>Camera: none chosen</source>
        <translation>摄像头 未选择</translation>
    </message>
    <message>
        <source>Camera: opening…</source>
        <translation>摄像头 打开中…</translation>
    </message>
    <message>
        <source>Camera: off</source>
        <translation>摄像头 已关闭</translation>
    </message>
    <message>
        <source>Camera: ready</source>
        <translation>摄像头 就绪</translation>
    </message>
    <message>
        <source>▲ Camera: none</source>
        <translation>▲ 无摄像头</translation>
    </message>
    <message>
        <source>Drop pictures here, or press F3 to open them</source>
        <translation>把图片拖到这里, 或按 F3 打开</translation>
    </message>
    <message>
        <source>▲ Camera: starting again…</source>
        <translation>▲ 摄像头: 正在重新启动…</translation>
    </message>
</context>
<context>
    <name>CameraDialog</name>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <translation>选择摄像头</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>使用这个</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>In use: {0}</source>
        <translation>正在使用: {0}</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>不使用摄像头</translation>
    </message>
    <message>
        <source>Camera {0}</source>
        <translation>摄像头 {0}</translation>
    </message>
    <message>
        <source>No camera: photos, barcode gun and keyboard still work</source>
        <translation>不使用摄像头: 仍可打开照片、用扫码枪或键盘输入</translation>
    </message>
    <message>
        <source>The camera can be tried once the workstation is open</source>
        <translation>工作台打开后才能试摄像头</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>✓ Pictures arrive: {0} × {1}</source>
        <translation>✓ 画面正常: {0} × {1}</translation>
    </message>
    <message>
        <source>No picture from this camera</source>
        <translation>这个摄像头没有画面</translation>
    </message>
</context>
<context>
    <name>CapturePanel</name>
    <message>
        <source>Drop a folder of photos or a list here, or start the camera (F2) and walk along the cars</source>
        <translation>把照片文件夹或表格拖到这里, 或打开摄像头 (F2) 沿车走一遍</translation>
    </message>
    <message>
        <source>Start camera  F2</source>
        <translation>打开摄像头  F2</translation>
    </message>
    <message>
        <source>Photos…  F3</source>
        <translation>照片…  F3</translation>
    </message>
    <message>
        <source>List…</source>
        <translation>表格…</translation>
    </message>
    <message>
        <source>Type or scan a VIN, then Enter  (F4)</source>
        <translation>手输或扫描车架号, 回车加入  (F4)</translation>
    </message>
    <message>
        <source>VIN to add</source>
        <translation>要加入的车架号</translation>
    </message>
    <message>
        <source>Beep at each new car</source>
        <translation>每辆新车响一声</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Folder of photos</source>
        <translation>照片文件夹</translation>
    </message>
    <message>
        <source>List of vehicles</source>
        <translation>车辆表格</translation>
    </message>
    <message>
        <source>Lists ({0})</source>
        <translation>表格 ({0})</translation>
    </message>
    <message>
        <source>There is no picture of this one</source>
        <translation>这辆车没有照片</translation>
    </message>
    <message>
        <source>{0} cars an hour</source>
        <translation>{0} 辆/小时</translation>
    </message>
    <message>
        <source>Stop camera  F2</source>
        <translation>关闭摄像头  F2</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>As a table</source>
        <translation>以表格显示</translation>
    </message>
    <message>
        <source>{0}: as a table</source>
        <translation>{0}: 以表格显示</translation>
    </message>
    <message>
        <source>{0} more in the table</source>
        <translation>表格中还有 {0} 项</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Used car</source>
        <translation>二手车</translation>
    </message>
    <message>
        <source>New car</source>
        <translation>新车</translation>
    </message>
    <message>
        <source>Petrol or diesel</source>
        <translation>燃油车</translation>
    </message>
    <message>
        <source>New energy</source>
        <translation>新能源</translation>
    </message>
    <message>
        <source>Employed by a company</source>
        <translation>企业职工</translation>
    </message>
    <message>
        <source>Public sector</source>
        <translation>公职人员</translation>
    </message>
    <message>
        <source>Self-employed</source>
        <translation>个体经营</translation>
    </message>
    <message>
        <source>Farmer</source>
        <translation>农业经营</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>退休</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Lowest monthly payment</source>
        <translation>月供最低</translation>
    </message>
    <message>
        <source>Lowest total</source>
        <translation>总额最低</translation>
    </message>
    <message>
        <source>Shortest term</source>
        <translation>期限最短</translation>
    </message>
</context>
<context>
    <name>ClosedPage</name>
    <message>
        <source>The workstation did not open</source>
        <translation>工作台没有打开</translation>
    </message>
    <message>
        <source>The line above says why. Nothing was lost or changed: try again once it is mended, or let this workstation be looked at part by part.</source>
        <translation>上方一行说明了原因。数据没有丢失, 也没有改动: 处理好后再试, 或让工作台逐项检查本机。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Look what is wrong</source>
        <translation>检查哪里有问题</translation>
    </message>
</context>
<context>
    <name>CompareMark</name>
    <message>
        <source>Compare (C)</source>
        <translation>对比 (C)</translation>
    </message>
    <message>
        <source>Compare: {0}</source>
        <translation>对比: {0}</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Still owed</source>
        <translation>剩余本金</translation>
    </message>
    <message>
        <source>Paid each month</source>
        <translation>每期还款</translation>
    </message>
    <message>
        <source>by month</source>
        <translation>按月</translation>
    </message>
    <message>
        <source>Pick offers to compare: press C on a card, or click its mark</source>
        <translation>请选择要对比的报价: 在卡片上按 C, 或点其标记</translation>
    </message>
    <message>
        <source>The lowest of these</source>
        <translation>其中最低</translation>
    </message>
    <message>
        <source>A month</source>
        <translation>月供</translation>
    </message>
    <message>
        <source> first</source>
        <translation> (首期)</translation>
    </message>
    <message>
        <source>Total cost</source>
        <translation>总成本</translation>
    </message>
    <message>
        <source>Rate p.a. (IRR)</source>
        <translation>年化利率 (IRR)</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>期数</translation>
    </message>
    <message>
        <source>Down payment</source>
        <translation>首付</translation>
    </message>
    <message>
        <source>Balloon</source>
        <translation>尾款</translation>
    </message>
    <message>
        <source>Repayment curves: {0}</source>
        <translation>还款曲线: {0}</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ConflictBar</name>
    <message>
        <source>Keep “{0}”  {1}</source>
        <translation>保留 “{0}”  {1}</translation>
    </message>
    <message>
        <source>Take “{0}”, as read  {1}</source>
        <translation>采用读到的 “{0}”  {1}</translation>
    </message>
</context>
<context>
    <name>Contracts</name>
    <message>
        <source>Customer and car</source>
        <translation>客户与车辆</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>合同</translation>
    </message>
    <message>
        <source>changed {0}</source>
        <translation>更新于 {0}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>ContractsScreen</name>
    <message>
        <source>Contracts</source>
        <translation>合同</translation>
    </message>
    <message>
        <source>Verify a file</source>
        <translation>验证文件</translation>
    </message>
    <message>
        <source>No contracts yet</source>
        <translation>还没有合同</translation>
    </message>
    <message>
        <source>A contract is drawn up when a customer takes an offer.</source>
        <translation>客户接受报价后, 合同自动生成并出现在这里。</translation>
    </message>
    <message>
        <source>Verify a contract</source>
        <translation>验证合同</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>正在验证</translation>
    </message>
    <message>
        <source>Verifying {0}…</source>
        <translation>正在验证 {0}…</translation>
    </message>
    <message>
        <source>Open deal</source>
        <translation>打开进件</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Select a contract, or verify a file</source>
        <translation>选择一份合同, 或验证文件</translation>
    </message>
    <message>
        <source>Signatures, timestamps and evidence are checked on this workstation; nobody is asked.</source>
        <translation>签名、时间戳与存证都在本机核验, 不依赖任何一方的说法。</translation>
    </message>
    <message>
        <source>Export contract</source>
        <translation>导出合同</translation>
    </message>
    <message>
        <source>Exported: {0}</source>
        <translation>已导出: {0}</translation>
    </message>
    <message>
        <source>Early payment</source>
        <translation>提前还款</translation>
    </message>
    <message>
        <source>Drop a contract PDF or package here to verify it, two PDFs to compare them</source>
        <translation>把合同 PDF 或存证包拖到这里验真, 拖入两份 PDF 比较</translation>
    </message>
    <message>
        <source>{0} against {1}</source>
        <translation>{0} 与 {1} 比较</translation>
    </message>
</context>
<context>
    <name>ContradictionBar</name>
    <message>
        <source>Compared: go on as it is</source>
        <translation>已核对, 照此继续</translation>
    </message>
    <message>
        <source>Your name goes with the deal</source>
        <translation>您的姓名将随进件送达中心</translation>
    </message>
</context>
<context>
    <name>CounterScreen</name>
    <message>
        <source>Draft discarded: {0}</source>
        <translation>已放弃草稿: {0}</translation>
    </message>
    <message>
        <source>The unfinished application is here again, as saved {0}</source>
        <translation>已恢复上次未完成的进件 (保存于 {0})</translation>
    </message>
    <message>
        <source>Closed: {0}</source>
        <translation>已关闭: {0}</translation>
    </message>
    <message>
        <source>Closed: {0}. The draft is kept.</source>
        <translation>已关闭: {0}, 草稿已保存</translation>
    </message>
</context>
<context>
    <name>CountsLine</name>
    <message>
        <source>Accepted: {0}</source>
        <translation>已接受: {0}</translation>
    </message>
    <message>
        <source>To confirm: {0}</source>
        <translation>待确认: {0}</translation>
    </message>
    <message>
        <source>Seen again {0}</source>
        <translation>重复 {0}</translation>
    </message>
    <message>
        <source>pictures without a VIN: {0}</source>
        <translation>无车架号照片: {0}</translation>
    </message>
    <message>
        <source>rows refused: {0}</source>
        <translation>退回 {0} 行</translation>
    </message>
</context>
<context>
    <name>CropLabel</name>
    <message>
        <source>Read from this picture; click to see all of it</source>
        <translation>从这张图片读出; 点击查看整张</translation>
    </message>
    <message>
        <source>The part of the picture this was read from</source>
        <translation>读出该值的图片区域</translation>
    </message>
</context>
<context>
    <name>CustomerWindow</name>
    <message>
        <source>For the customer</source>
        <translation>客户窗口</translation>
    </message>
</context>
<context>
    <name>Dashboard</name>
    <message>
        <source>Funnel</source>
        <translation>进件漏斗</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>环节</translation>
    </message>
    <message>
        <source>Deals</source>
        <translation>笔数</translation>
    </message>
    <message>
        <source>Of submitted</source>
        <translation>占提交</translation>
    </message>
    <message>
        <source>Nothing was submitted in this time</source>
        <translation>这段时间没有进件</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Offer taken</source>
        <translation>已接受报价</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签约</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>进件走势</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未决</translation>
    </message>
    <message>
        <source>{0}: {1} submitted, {2} approved, {3} declined, {4} open</source>
        <translation>{0}: 提交 {1}, 批准 {2}, 拒绝 {3}, 未决 {4}</translation>
    </message>
    <message>
        <source>Time to decision</source>
        <translation>决策用时</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Nothing was decided in this time</source>
        <translation>这段时间没有决定</translation>
    </message>
    <message>
        <source>{0}: {1} decisions ({2})</source>
        <translation>{0}: {1} 笔决定 ({2})</translation>
    </message>
    <message>
        <source>Take-up by plan</source>
        <translation>方案接受率</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>报价</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Take-up</source>
        <translation>接受率</translation>
    </message>
    <message>
        <source>No plan was offered in this time</source>
        <translation>这段时间没有报价</translation>
    </message>
    <message>
        <source>{0}: offered {1} times, taken {2} times ({3})</source>
        <translation>{0}: 报价 {1} 次, 接受 {2} 次 ({3})</translation>
    </message>
    <message>
        <source>Stock ageing</source>
        <translation>库龄</translation>
    </message>
    <message>
        <source>Brand and series</source>
        <translation>品牌车系</translation>
    </message>
    <message>
        <source>No car is in stock</source>
        <translation>没有在库车辆</translation>
    </message>
    <message>
        <source>By staff</source>
        <translation>按店员</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>店员</translation>
    </message>
    <message>
        <source>{0}: {1} submitted, {2} approved, {3} signed</source>
        <translation>{0}: 提交 {1}, 批准 {2}, 签约 {3}</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>(other workstation)</source>
        <translation>(其他工作站)</translation>
    </message>
    <message>
        <source>Car</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Submitted at</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>Decided in</source>
        <translation>决策用时</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>VIN</source>
        <translation>车架号</translation>
    </message>
    <message>
        <source>Days in stock</source>
        <translation>库龄 (天)</translation>
    </message>
    <message>
        <source>City</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} 小时</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>no lane said</source>
        <translation>未分通道</translation>
    </message>
    <message>
        <source>other workstations</source>
        <translation>其他工作站</translation>
    </message>
    <message>
        <source>&lt;{0} s</source>
        <translation>&lt;{0} 秒</translation>
    </message>
    <message>
        <source>{0}–{1} s</source>
        <translation>{0}–{1} 秒</translation>
    </message>
    <message>
        <source>{0}–{1} min</source>
        <translation>{0}–{1} 分</translation>
    </message>
    <message>
        <source>{0}–{1} h</source>
        <translation>{0}–{1} 时</translation>
    </message>
    <message>
        <source>&gt;{0} h</source>
        <translation>&gt;{0} 时</translation>
    </message>
    <message>
        <source>&gt;{0} d</source>
        <translation>&gt;{0} 天</translation>
    </message>
    <message>
        <source>Applications today</source>
        <translation>今日进件</translation>
    </message>
    <message>
        <source>To sign</source>
        <translation>待签</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>未送达</translation>
    </message>
    <message>
        <source>In stock above 60 days</source>
        <translation>库龄超过 60 天</translation>
    </message>
    <message>
        <source>Submitted: {0}</source>
        <translation>提交于: {0}</translation>
    </message>
    <message>
        <source>Decided within {0}</source>
        <translation>决策用时 {0}</translation>
    </message>
    <message>
        <source>Plan offered: {0}</source>
        <translation>报价方案: {0}</translation>
    </message>
    <message>
        <source>Plan taken: {0}</source>
        <translation>接受方案: {0}</translation>
    </message>
    <message>
        <source>Decided: {0}</source>
        <translation>已决定: {0}</translation>
    </message>
    <message>
        <source>Submitted by {0}</source>
        <translation>提交人: {0}</translation>
    </message>
    <message>
        <source>In stock: {0}</source>
        <translation>在库: {0}</translation>
    </message>
    <message>
        <source>{0}/{1}</source>
        <translation>{0}/{1}</translation>
    </message>
    <message>
        <source>week from {0}</source>
        <translation>{0} 起一周</translation>
    </message>
    <message>
        <source>last 14 days</source>
        <translation>近 14 天</translation>
    </message>
    <message>
        <source>last 12 weeks</source>
        <translation>近 12 周</translation>
    </message>
    <message>
        <source>last 12 months</source>
        <translation>近 12 个月</translation>
    </message>
    <message>
        <source>as yesterday</source>
        <translation>与昨日持平</translation>
    </message>
    <message>
        <source>{0} on yesterday</source>
        <translation>较昨日 {0}</translation>
    </message>
    <message>
        <source>new cars</source>
        <translation>新车</translation>
    </message>
    <message>
        <source>used cars</source>
        <translation>二手车</translation>
    </message>
    <message>
        <source>≤{0} d</source>
        <translation>≤{0} 天</translation>
    </message>
</context>
<context>
    <name>DashboardHead</name>
    <message>
        <source>Dashboard</source>
        <translation>看板</translation>
    </message>
    <message>
        <source>Deals by</source>
        <translation>统计周期</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>按日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>按周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>按月</translation>
    </message>
    <message>
        <source>Whose deals</source>
        <translation>谁的进件</translation>
    </message>
    <message>
        <source>All staff</source>
        <translation>全部店员</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Picture (PNG, PDF)…</source>
        <translation>图片 (PNG, PDF)…</translation>
    </message>
    <message>
        <source>Figures (CSV)…</source>
        <translation>数字 (CSV)…</translation>
    </message>
</context>
<context>
    <name>DashboardScreen</name>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>看板</translation>
    </message>
    <message>
        <source>Pictures ({0})</source>
        <translation>图片 ({0})</translation>
    </message>
    <message>
        <source>Export figures</source>
        <translation>导出数字</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
    <message>
        <source>All staff</source>
        <translation>全部店员</translation>
    </message>
    <message>
        <source>No business yet</source>
        <translation>还没有业务</translation>
    </message>
    <message>
        <source>Figures appear with the first application submitted here, and with the stock from the centre.</source>
        <translation>提交第一笔进件, 或从中心收到库存后, 这里就有数字。</translation>
    </message>
    <message>
        <source>The figures could not be counted</source>
        <translation>数字统计不出来</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Paddock dashboard</source>
        <translation>车融工作台看板</translation>
    </message>
    <message>
        <source>as of {0}</source>
        <translation>截至 {0}</translation>
    </message>
    <message>
        <source>Export rows</source>
        <translation>导出明细</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>已写入: {0}</translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>No end</source>
        <translation>长期</translation>
    </message>
    <message>
        <source>The card is valid without end (长期)</source>
        <translation>证件长期有效</translation>
    </message>
</context>
<context>
    <name>Deal</name>
    <message>
        <source>Value chosen: {0}</source>
        <translation>已选定: {0}</translation>
    </message>
    <message>
        <source>Picture taken out</source>
        <translation>图片已移出</translation>
    </message>
    <message>
        <source>Compared, goes on as it is</source>
        <translation>已核对, 照此继续</translation>
    </message>
</context>
<context>
    <name>DealPage</name>
    <message>
        <source>Taken back: {0}. Ctrl+Shift+Z does it again</source>
        <translation>已撤销: {0}, Ctrl+Shift+Z 可重做</translation>
    </message>
    <message>
        <source>Please compare the readings with their pictures and confirm them first</source>
        <translation>请先对照图片核对读数并确认</translation>
    </message>
    <message>
        <source>Safely kept. It is sent by itself as soon as the centre can be reached.</source>
        <translation>已安全保存, 联网后自动发送</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>Draft saved {0}</source>
        <translation>草稿已保存 {0}</translation>
    </message>
    <message>
        <source>Two values are known here: choose one first (F7 keeps, F8 takes the reading)</source>
        <translation>此处有两个值, 请先选定一个 (F7 保留原值, F8 采用读数)</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Enter ↵  {0}</source>
        <translation>回车 ↵  {0}</translation>
    </message>
    <message>
        <source>Compare the documents</source>
        <translation>核对资料</translation>
    </message>
</context>
<context>
    <name>DealStock</name>
    <message>
        <source>Filled in from stock</source>
        <translation>已按库存填写</translation>
    </message>
</context>
<context>
    <name>DealTabs</name>
    <message>
        <source>Open deals</source>
        <translation>打开的进件</translation>
    </message>
</context>
<context>
    <name>Decision</name>
    <message>
        <source>To the customer: {0}</source>
        <translation>对客户说: {0}</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>补件与条件</translation>
    </message>
    <message>
        <source>Score: {0}</source>
        <translation>评分: {0}</translation>
    </message>
    <message>
        <source>Nothing speaks against it.</source>
        <translation>没有不利因素。</translation>
    </message>
    <message>
        <source>{0} rules asked, {1} with something to say</source>
        <translation>共评估 {0} 条规则, 其中 {1} 条有结论</translation>
    </message>
    <message>
        <source>Every plan fits.</source>
        <translation>所有方案都适用。</translation>
    </message>
    <message>
        <source>Down payment {0} · financed {1} · {2} months · rule {3}</source>
        <translation>首付 {0} · 融资额 {1} · {2} 期 · 决定规则 {3}</translation>
    </message>
    <message>
        <source>Any one of these changes would be approved:</source>
        <translation>做以下任一调整即可批准:</translation>
    </message>
    <message>
        <source>New application at these terms</source>
        <translation>按此条件新建进件</translation>
    </message>
    <message>
        <source>{0}. The offers below are at these terms.</source>
        <translation>{0}。下方报价即按此条件。</translation>
    </message>
    <message>
        <source>{0} down</source>
        <translation>首付 {0}</translation>
    </message>
    <message>
        <source>{0} months</source>
        <translation>{0} 个月</translation>
    </message>
    <message>
        <source>A guarantor beside you</source>
        <translation>增加担保人</translation>
    </message>
    <message>
        <source>Price {0}</source>
        <translation>车价 {0}</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>修改后重新提交</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>{0} {1} s</source>
        <translation>{0} {1} 秒</translation>
    </message>
</context>
<context>
    <name>DetailCard</name>
    <message>
        <source>The strip the VIN was read from</source>
        <translation>读出车架号的画面</translation>
    </message>
    <message>
        <source>VIN, as on the car</source>
        <translation>车上的车架号</translation>
    </message>
    <message>
        <source>17 characters; Enter keeps it, Esc leaves it</source>
        <translation>17 位; 回车保存, Esc 放弃</translation>
    </message>
    <message>
        <source>Maker not known</source>
        <translation>制造厂未知</translation>
    </message>
    <message>
        <source>Open its deal</source>
        <translation>打开进件</translation>
    </message>
    <message>
        <source>Start a deal</source>
        <translation>开始进件</translation>
    </message>
    <message>
        <source>If it shows a car of this batch, type its VIN (E); else put it aside (Delete).</source>
        <translation>如果拍的是本批次的车, 请输入车架号 (E); 否则放到一边 (Del)。</translation>
    </message>
    <message>
        <source>It is right  Space</source>
        <translation>无误  空格</translation>
    </message>
    <message>
        <source>Correct  E</source>
        <translation>更正  E</translation>
    </message>
    <message>
        <source>Take out  Del</source>
        <translation>移除  Del</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>修改后重新提交</translation>
    </message>
    <message>
        <source>Open deal</source>
        <translation>打开进件</translation>
    </message>
    <message>
        <source>Both versions</source>
        <translation>两个版本</translation>
    </message>
    <message>
        <source>Select a row to see what happened</source>
        <translation>选择一行查看经过</translation>
    </message>
    <message>
        <source>Pictures that go first: {0}</source>
        <translation>须先送达的影像: {0} 张</translation>
    </message>
    <message>
        <source>Settled {0}</source>
        <translation>办结于 {0}</translation>
    </message>
    <message>
        <source>The centre&apos;s signed receipt is kept here</source>
        <translation>本机存有中心的签名回执</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>密钥环</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Choose and test…</source>
        <translation>选择并测试…</translation>
    </message>
    <message>
        <source>Test and unlock</source>
        <translation>测试并解锁</translation>
    </message>
    <message>
        <source>Move the key into the keyring</source>
        <translation>把密钥移入密钥环</translation>
    </message>
    <message>
        <source>Use a passphrase instead…</source>
        <translation>改用口令…</translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation>重新连接</translation>
    </message>
    <message>
        <source>Verified copy…</source>
        <translation>核对副本…</translation>
    </message>
    <message>
        <source>Make it smaller</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Save what can be read</source>
        <translation>抢救可读的数据</translation>
    </message>
    <message>
        <source>Restore a copy…</source>
        <translation>恢复副本…</translation>
    </message>
    <message>
        <source>Start the centre again</source>
        <translation>重启中心</translation>
    </message>
    <message>
        <source>Sign in again…</source>
        <translation>重新登录…</translation>
    </message>
    <message>
        <source>Switch on automatic time</source>
        <translation>打开自动校时</translation>
    </message>
    <message>
        <source>Remove old copies and logs</source>
        <translation>清理旧副本与旧日志</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>正在处理…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed</source>
        <translation>已停止, 没有任何改动</translation>
    </message>
    <message>
        <source>looking</source>
        <translation>检查中</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>needs care</source>
        <translation>需处理</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>更改口令…</translation>
    </message>
</context>
<context>
    <name>DoctorPage</name>
    <message>
        <source>The report is on the clipboard; it names no customer and no person</source>
        <translation>报告已复制到剪贴板, 其中没有客户与个人信息</translation>
    </message>
    <message>
        <source>Camera kept; it is used from the next scan on</source>
        <translation>摄像头已保存, 下次扫描起使用</translation>
    </message>
    <message>
        <source>Folder for the copy, best on another disk</source>
        <translation>副本存放的文件夹 (最好在另一块盘)</translation>
    </message>
    <message>
        <source>Database of the copy</source>
        <translation>副本中的数据库</translation>
    </message>
    <message>
        <source>Copies of Paddock&apos;s data ({0})</source>
        <translation>车融工作台数据副本 ({0})</translation>
    </message>
    <message>
        <source>Health of this workstation</source>
        <translation>本机体检</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再查一次</translation>
    </message>
    <message>
        <source>Looking… {0} of {1}</source>
        <translation>正在检查… {0} / {1}</translation>
    </message>
    <message>
        <source>{0} need care</source>
        <translation>{0} 项需处理</translation>
    </message>
    <message>
        <source>✓ Everything is in order</source>
        <translation>✓ 一切正常</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>VIN</source>
        <translation>车架号</translation>
    </message>
    <message>
        <source>ID front</source>
        <translation>身份证正面</translation>
    </message>
    <message>
        <source>ID back</source>
        <translation>身份证反面</translation>
    </message>
    <message>
        <source>Driving licence</source>
        <translation>驾驶证</translation>
    </message>
    <message>
        <source>Driving licence, p. 2</source>
        <translation>驾驶证副页</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>行驶证</translation>
    </message>
    <message>
        <source>Licence, p. 2</source>
        <translation>行驶证副页</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>登记证书</translation>
    </message>
    <message>
        <source>Registration, p. 2</source>
        <translation>登记证书 2</translation>
    </message>
    <message>
        <source>Business licence</source>
        <translation>营业执照</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>Invoice, new car</source>
        <translation>新车发票</translation>
    </message>
    <message>
        <source>Conformity</source>
        <translation>合格证</translation>
    </message>
    <message>
        <source>Invoice, used car</source>
        <translation>二手车发票</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>车牌</translation>
    </message>
    <message>
        <source>Odometer</source>
        <translation>里程表</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>DownPaymentEditor</name>
    <message>
        <source>{0} in percent of the price</source>
        <translation>{0}占车价百分比</translation>
    </message>
</context>
<context>
    <name>FaultBar</name>
    <message>
        <source>Keeping…</source>
        <translation>保存中…</translation>
    </message>
    <message>
        <source>Submit  F10</source>
        <translation>提交  F10</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>✓ Complete</source>
        <translation>✓ 已填齐</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>{0} in conflict</source>
        <translation>冲突 {0}</translation>
    </message>
    <message>
        <source>{0} to confirm</source>
        <translation>待确认 {0}</translation>
    </message>
    <message>
        <source>{0} to correct</source>
        <translation>有误 {0}</translation>
    </message>
    <message>
        <source>{0} missing</source>
        <translation>缺 {0}</translation>
    </message>
    <message>
        <source>Two values, choose one: {0}</source>
        <translation>两个值, 请选定: {0}</translation>
    </message>
    <message>
        <source>Confirm the reading: {0}</source>
        <translation>请确认读数: {0}</translation>
    </message>
</context>
<context>
    <name>Feeding</name>
    <message>
        <source>The import was stopped; what was imported so far stays</source>
        <translation>导入已停止, 已导入的都已保存</translation>
    </message>
</context>
<context>
    <name>FieldBox</name>
    <message>
        <source>from stock</source>
        <translation>来自库存</translation>
    </message>
    <message>
        <source>Filled in from the dealer&apos;s stock</source>
        <translation>按经销商库存填写</translation>
    </message>
    <message>
        <source>corrected by {0}</source>
        <translation>{0} 更正</translation>
    </message>
    <message>
        <source>Read by the machine, confidence {0}</source>
        <translation>机器读取, 置信度 {0}</translation>
    </message>
    <message>
        <source>check {0}</source>
        <translation>请核对 {0}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Doubtful: character {0}. Compare it with the picture</source>
        <translation>第 {0} 位存疑, 请与图片核对</translation>
    </message>
    <message>
        <source>read “{0}” → changed to “{1}”, {2}</source>
        <translation>读取 “{0}” → 改为 “{1}”, {2}</translation>
    </message>
    <message>
        <source>two values</source>
        <translation>两个值</translation>
    </message>
    <message>
        <source>There was another value before this was read: choose one</source>
        <translation>读取之前已有另一个值, 请选定一个</translation>
    </message>
</context>
<context>
    <name>FinancingStep</name>
    <message>
        <source>Financing</source>
        <translation>融资</translation>
    </message>
    <message>
        <source>Customer&apos;s consent</source>
        <translation>客户授权</translation>
    </message>
    <message>
        <source>I agree that the dealer and the finance company ask the credit reference system for my credit report, check my identity with the responsible authority, and handle my personal information for this application, for no other purpose. I may withdraw this consent at any time in writing.</source>
        <translation>本人同意经销商及融资机构为办理本次申请, 向征信系统查询本人信用报告, 向有权机构核验本人身份, 并仅在本次申请所需范围内处理本人个人信息, 不作其他用途。本人可随时以书面方式撤回本授权。</translation>
    </message>
    <message>
        <source>The customer has read this and agrees</source>
        <translation>客户已阅读并同意</translation>
    </message>
    <message>
        <source>Amount to finance: price less down payment</source>
        <translation>融资额 = 成交价 − 首付</translation>
    </message>
    <message>
        <source>Amount to finance {0}   ·   down payment {1}</source>
        <translation>融资额 {0}   ·   首付比例 {1}</translation>
    </message>
    <message>
        <source>About {0} a month, reckoned with “{1}” of recent offers. Indicative: the decision counts.</source>
        <translation>月供约 {0}, 按近期报价中的 “{1}” 估算, 仅供参考, 以审批结果为准</translation>
    </message>
</context>
<context>
    <name>Furniture</name>
    <message>
        <source>Opening the workstation…</source>
        <translation>正在打开工作台…</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Buttons</source>
        <translation>按钮</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>State chips</source>
        <translation>状态标签</translation>
    </message>
    <message>
        <source>Badges</source>
        <translation>计数标记</translation>
    </message>
    <message>
        <source>Fields with readings</source>
        <translation>带识别结果的字段</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>VIN</source>
        <translation>车架号</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>Offer cards</source>
        <translation>报价卡片</translation>
    </message>
    <message>
        <source>Pictures with boxes</source>
        <translation>带框图片</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Signature pad</source>
        <translation>签字板</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Section cards</source>
        <translation>分区卡片</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Empty states</source>
        <translation>空状态</translation>
    </message>
    <message>
        <source>Skeletons</source>
        <translation>骨架</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stale marks</source>
        <translation>时效标记</translation>
    </message>
    <message>
        <source>Problem banner</source>
        <translation>问题横幅</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>the main act</source>
        <translation>主要操作</translation>
    </message>
    <message>
        <source>large</source>
        <translation>大号</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>次要</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>harmful act</source>
        <translation>不可撤销的操作</translation>
    </message>
    <message>
        <source>its work is under way</source>
        <translation>正在执行</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新车</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>二手车</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>application</source>
        <translation>进件</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>需要您处理</translation>
    </message>
    <message>
        <source>nothing is shown for none</source>
        <translation>为零时不显示</translation>
    </message>
    <message>
        <source>only one step</source>
        <translation>只有一步</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>已选定</translation>
    </message>
    <message>
        <source>with a balloon</source>
        <translation>带尾款</translation>
    </message>
    <message>
        <source>instalments change</source>
        <translation>每期不同</translation>
    </message>
    <message>
        <source>Take a picture (F2), open one (F3), or drop one here</source>
        <translation>拍照 (F2), 打开图片 (F3), 或拖到这里</translation>
    </message>
    <message>
        <source>with what was read</source>
        <translation>标出识别位置</translation>
    </message>
    <message>
        <source>live, with the guide</source>
        <translation>实时画面与取景框</translation>
    </message>
    <message>
        <source>just read</source>
        <translation>刚刚识别</translation>
    </message>
    <message>
        <source>thumbnails</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>contrast on a surface</source>
        <translation>与卡片底色的对比度</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>手工输入</translation>
    </message>
    <message>
        <source>read</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>已更正</translation>
    </message>
    <message>
        <source>from stock</source>
        <translation>来自库存</translation>
    </message>
    <message>
        <source>typed as 12.8万</source>
        <translation>输入 12.8万</translation>
    </message>
    <message>
        <source>the strip alone</source>
        <translation>单独的字符条</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>choice</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>term</source>
        <translation>期数</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Car</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Cars</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>a row is chosen</source>
        <translation>选中一行</translation>
    </message>
    <message>
        <source>No car found</source>
        <translation>没有找到车辆</translation>
    </message>
    <message>
        <source>Try fewer letters.</source>
        <translation>请少输几个字再试。</translation>
    </message>
    <message>
        <source>two of them since yesterday</source>
        <translation>其中两件从昨天开始</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>查看全部</translation>
    </message>
    <message>
        <source>with a count and an act</source>
        <translation>带计数与操作</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>with an act</source>
        <translation>带操作</translation>
    </message>
    <message>
        <source>Discard this draft?</source>
        <translation>放弃这份草稿?</translation>
    </message>
    <message>
        <source>Its three pictures and everything typed are deleted from this workstation.</source>
        <translation>其中三张照片与已输入的全部内容将从本机删除。</translation>
    </message>
    <message>
        <source>Send everything again?</source>
        <translation>全部重新发送?</translation>
    </message>
    <message>
        <source>Nothing is sent twice: the centre knows what it has.</source>
        <translation>不会重复提交: 中心知道已收到哪些。</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>known</source>
        <translation>已设置</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新设置</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Exporting contracts</source>
        <translation>正在导出合同</translation>
    </message>
    <message>
        <source>known length</source>
        <translation>已知总数</translation>
    </message>
    <message>
        <source>unknown length</source>
        <translation>未知总数</translation>
    </message>
    <message>
        <source>cannot be stopped</source>
        <translation>不可停止</translation>
    </message>
    <message>
        <source>being stopped</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>just offline</source>
        <translation>刚刚离线</translation>
    </message>
    <message>
        <source>not fetched lately</source>
        <translation>较久未更新</translation>
    </message>
    <message>
        <source>old</source>
        <translation>很旧</translation>
    </message>
    <message>
        <source>nothing is shown for fresh data</source>
        <translation>最新数据不显示</translation>
    </message>
    <message>
        <source>Approved today</source>
        <translation>今日批准</translation>
    </message>
    <message>
        <source>all lanes</source>
        <translation>全部通道</translation>
    </message>
    <message>
        <source>+3.1 points in a week</source>
        <translation>一周 +3.1 个百分点</translation>
    </message>
    <message>
        <source>-3.1 points in a week</source>
        <translation>一周 -3.1 个百分点</translation>
    </message>
    <message>
        <source>as yesterday</source>
        <translation>与昨日持平</translation>
    </message>
    <message>
        <source>better</source>
        <translation>变好</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>without rows</source>
        <translation>无明细</translation>
    </message>
    <message>
        <source>No contracts yet</source>
        <translation>还没有合同</translation>
    </message>
    <message>
        <source>A contract is drawn up when a customer takes an offer.</source>
        <translation>客户选定报价后生成合同。</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>载入中</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>With keyboard focus</source>
        <translation>键盘焦点</translation>
    </message>
    <message>
        <source>Long text</source>
        <translation>长文字</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>已过时</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>已选</translation>
    </message>
</context>
<context>
    <name>GalleryWindow</name>
    <message>
        <source>Paddock widgets</source>
        <translation>车融工作台组件</translation>
    </message>
    <message>
        <source>Widgets</source>
        <translation>组件</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Normal contrast</source>
        <translation>标准对比度</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
</context>
<context>
    <name>HandOverDialog</name>
    <message>
        <source>For the customer</source>
        <translation>交给客户</translation>
    </message>
    <message>
        <source>Scan with the phone&apos;s camera: no network is needed.</source>
        <translation>用手机相机扫一扫, 无需联网。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Print the offer</source>
        <translation>打印报价</translation>
    </message>
</context>
<context>
    <name>HandOverPassphrase</name>
    <message>
        <source>Hand over unsent work</source>
        <translation>交接未发送的工作</translation>
    </message>
    <message>
        <source>Take up unsent work</source>
        <translation>接手未发送的工作</translation>
    </message>
    <message>
        <source>Drafts, unsent requests and their pictures go into one encrypted file that only a workstation of this dealer can take up. Nothing is removed here, and nothing is taken twice. Tell the passphrase by another way than the file.</source>
        <translation>草稿、未发送的请求及其影像写入一个加密文件, 只有本车商的工作台能接手。本机内容不会删除, 中心也不会重复受理。口令请用文件以外的方式告知对方。</translation>
    </message>
    <message>
        <source>The passphrase the file was made with. What is here already stays as it is.</source>
        <translation>请输入导出时设的口令。本机已有的内容保持不变。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>Encrypt and save</source>
        <translation>加密保存</translation>
    </message>
    <message>
        <source>Take up</source>
        <translation>接手</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>At least {0} characters, please.</source>
        <translation>至少 {0} 个字符。</translation>
    </message>
    <message>
        <source>The two are not the same: type them again.</source>
        <translation>两次输入不一致, 请重新输入。</translation>
    </message>
</context>
<context>
    <name>HelpBrowser</name>
    <message>
        <source>Help page</source>
        <translation>帮助页面</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>后退 (Alt+Left)</translation>
    </message>
    <message>
        <source>All pages</source>
        <translation>全部页面</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>搜索帮助</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Pages found</source>
        <translation>找到的页面</translation>
    </message>
    <message>
        <source>No page has these words</source>
        <translation>没有页面包含这些词</translation>
    </message>
    <message>
        <source>Help: {0}</source>
        <translation>帮助: {0}</translation>
    </message>
</context>
<context>
    <name>IdlePage</name>
    <message>
        <source>Welcome. We are preparing everything for you.</source>
        <translation>欢迎光临, 正在为您准备</translation>
    </message>
    <message>
        <source>One moment, please. Nothing of your application is shown meanwhile.</source>
        <translation>请稍候, 此时不显示您的任何资料。</translation>
    </message>
    <message>
        <source>Your application is being looked at. The offers appear here in a moment.</source>
        <translation>您的申请正在审核, 报价稍后显示在这里。</translation>
    </message>
    <message>
        <source>Your adviser will talk the next step over with you.</source>
        <translation>您的顾问会与您说明下一步。</translation>
    </message>
</context>
<context>
    <name>IndicativePanel</name>
    <message>
        <source>Indicative quotes</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>Use these terms</source>
        <translation>采用此条件</translation>
    </message>
    <message>
        <source>Down payment</source>
        <translation>首付</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>No plan fits these terms: move the sliders</source>
        <translation>没有方案符合此条件, 请移动滑块</translation>
    </message>
    <message>
        <source>Signed plans {0}, reckoned here. The decision counts.</source>
        <translation>依据已签名的方案目录 {0} 在本机试算, 以审批结果为准。</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>A month</source>
        <translation>月供</translation>
    </message>
    <message>
        <source>Rate p.a. (IRR)</source>
        <translation>年化利率 (IRR)</translation>
    </message>
    <message>
        <source>Total cost</source>
        <translation>总成本</translation>
    </message>
    <message>
        <source>Depends on</source>
        <translation>取决于</translation>
    </message>
    <message>
        <source>{0} months</source>
        <translation>{0} 个月</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 个方案</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 至 {1}</translation>
    </message>
    <message>
        <source>balloon {0}</source>
        <translation>尾款 {0}</translation>
    </message>
    <message>
        <source>the decision only</source>
        <translation>仅取决于审批</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>To the next field that lacks something, then the next step, then Submit</source>
        <translation>到下一个缺项, 然后下一步, 最后提交</translation>
    </message>
    <message>
        <source>Back to the step before; closes what is open; drops what is being composed</source>
        <translation>回到上一步; 关闭打开的列表; 放弃正在组的词</translation>
    </message>
    <message>
        <source>The next or the last input, in reading order; a row of choices is one stop</source>
        <translation>下一个或上一个输入框, 按阅读顺序; 一排选项只停一次</translation>
    </message>
    <message>
        <source>In a row of choices: choose the one beside</source>
        <translation>在一排选项中: 选旁边的</translation>
    </message>
    <message>
        <source>In a row of choices: choose by place; on the term: type the months</source>
        <translation>在一排选项中: 按序号选; 在期数上: 直接输入月数</translation>
    </message>
    <message>
        <source>In the list of what is left to do: move, or go to a number</source>
        <translation>在待办列表中: 移动, 或按编号前往</translation>
    </message>
    <message>
        <source>On the offers: choose the one beside, above or below</source>
        <translation>在报价上: 选旁边或上下的一个</translation>
    </message>
    <message>
        <source>On an offer: take it into the comparison or out of it, four at most</source>
        <translation>在报价上: 加入或移出对比, 最多四个</translation>
    </message>
    <message>
        <source>On an offer: to the button that takes it, then take it</source>
        <translation>在报价上: 先到接受按钮, 再按一次接受</translation>
    </message>
    <message>
        <source>On the contract: scroll</source>
        <translation>在合同上: 滚动</translation>
    </message>
    <message>
        <source>On a thumbnail: take the picture out; Ctrl+Z brings it back</source>
        <translation>在缩略图上: 移出图片; Ctrl+Z 放回</translation>
    </message>
    <message>
        <source>In a list: move</source>
        <translation>在列表中: 移动</translation>
    </message>
    <message>
        <source>In a list: open what is selected</source>
        <translation>在列表中: 打开选中的一项</translation>
    </message>
    <message>
        <source>In the list of a batch: the VIN is right, on to the next exception</source>
        <translation>在批量列表中: 车架号无误, 到下一个异常</translation>
    </message>
    <message>
        <source>In the list of a batch: correct the VIN</source>
        <translation>在批量列表中: 更正车架号</translation>
    </message>
    <message>
        <source>In the list of a batch: take the last act back</source>
        <translation>在批量列表中: 撤销上一步</translation>
    </message>
    <message>
        <source>In the list of a batch: take the vehicle off the list</source>
        <translation>在批量列表中: 把这辆车移出列表</translation>
    </message>
    <message>
        <source>In the search: move, and go there</source>
        <translation>在搜索中: 移动, 前往</translation>
    </message>
    <message>
        <source>On a bar chart: move; Enter opens the rows behind a bar</source>
        <translation>在柱状图上: 移动; Enter 打开柱子背后的明细</translation>
    </message>
    <message>
        <source>In the search of the help: to what was found</source>
        <translation>在帮助的搜索框中: 到搜索结果</translation>
    </message>
</context>
<context>
    <name>LedgerLine</name>
    <message>
        <source>Compare with the centre</source>
        <translation>与中心核对</translation>
    </message>
    <message>
        <source>Created {0}</source>
        <translation>创建 {0}</translation>
    </message>
    <message>
        <source>delivered {0}</source>
        <translation>送达 {0}</translation>
    </message>
    <message>
        <source>sent back {0}</source>
        <translation>退回 {0}</translation>
    </message>
    <message>
        <source>in conflict {0}</source>
        <translation>冲突 {0}</translation>
    </message>
    <message>
        <source>unsent {0}</source>
        <translation>待发 {0}</translation>
    </message>
    <message>
        <source>Pictures {0}</source>
        <translation>影像 {0}</translation>
    </message>
    <message>
        <source>Not compared with the centre yet</source>
        <translation>尚未与中心核对</translation>
    </message>
    <message>
        <source>✓ Compared {0}: both sides agree</source>
        <translation>✓ 上次核对 {0} 一致</translation>
    </message>
    <message>
        <source>▲ Compared {0}: {1} differences</source>
        <translation>▲ 上次核对 {0}, {1} 处不一致</translation>
    </message>
</context>
<context>
    <name>ListPanel</name>
    <message>
        <source>Refused rows</source>
        <translation>退回的行</translation>
    </message>
    <message>
        <source>{0} to correct</source>
        <translation>{0} 待更正</translation>
    </message>
    <message>
        <source>Lists ({0})</source>
        <translation>表格 ({0})</translation>
    </message>
    <message>
        <source>{0} refused rows written, each with its reason: correct them and import the file again</source>
        <translation>已导出 {0} 行退回记录, 每行附原因; 更正后再导入即可</translation>
    </message>
    <message>
        <source>Picture put aside</source>
        <translation>照片已放到一边</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>To confirm</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>Seen again</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>已有记录</translation>
    </message>
    <message>
        <source>No VIN</source>
        <translation>无车架号</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>Part of the VIN</source>
        <translation>车架号片段</translation>
    </message>
    <message>
        <source>Cars of the batch</source>
        <translation>本批次车辆</translation>
    </message>
    <message>
        <source>Pictures without a VIN</source>
        <translation>没有车架号的照片</translation>
    </message>
    <message>
        <source>No car captured yet</source>
        <translation>还没有采集车辆</translation>
    </message>
    <message>
        <source>Start the camera and walk along the cars, drop a folder of photos or a CSV or XLSX list anywhere here, scan with a barcode gun, or type. Everything is kept at once, also without a network.</source>
        <translation>打开摄像头沿车走一遍, 或把照片文件夹、CSV 或 XLSX 表格拖进来, 也可用扫码枪或手输。每一条都立即保存, 断网也不丢。</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>这里没有</translation>
    </message>
    <message>
        <source>No car of this batch is like that.</source>
        <translation>本批次没有符合条件的车。</translation>
    </message>
</context>
<context>
    <name>LockCard</name>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Lock the window after</source>
        <translation>无操作后锁定窗口</translation>
    </message>
    <message>
        <source>{0} minutes</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Word to unlock with; empty: none</source>
        <translation>解锁口令; 留空则不设</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Unlocked with the passphrase that guards the data.</source>
        <translation>用保护数据的口令解锁。</translation>
    </message>
    <message>
        <source>Unlocked with the word set here.</source>
        <translation>用在此设置的口令解锁。</translation>
    </message>
    <message>
        <source>The key is in the system keyring: without a word of its own, whoever sits in this desktop session can unlock the window.</source>
        <translation>密钥在系统密钥环中: 若不另设解锁口令, 使用本桌面会话的任何人都能解锁窗口。</translation>
    </message>
    <message>
        <source>Kept; the locked window asks for it from now on</source>
        <translation>已保存, 今后解锁时需要输入</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Nothing of the work is shown. Sending and receiving go on.</source>
        <translation>不显示任何业务内容, 发送与接收照常进行。</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
</context>
<context>
    <name>LookCard</name>
    <message>
        <source>Language and look</source>
        <translation>语言与外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动效</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Needs a screen of at least {0} x {1}</source>
        <translation>需要不小于 {0} x {1} 的屏幕</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Actions, names, cars, numbers (Ctrl+K)</source>
        <translation>搜索操作、姓名、车辆、编号 (Ctrl+K)</translation>
    </message>
</context>
<context>
    <name>News</name>
    <message>
        <source>A deal</source>
        <translation>一笔进件</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>the reviewer asks for something</source>
        <translation>审核员要求补件</translation>
    </message>
</context>
<context>
    <name>NoticeList</name>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>No notifications yet</source>
        <translation>还没有通知</translation>
    </message>
    <message>
        <source>Decisions, refusals and contracts that arrive while you work elsewhere stand here.</source>
        <translation>您在忙别的事时到达的决定、退回与合同会列在这里。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>Down payment</source>
        <translation>首付</translation>
    </message>
    <message>
        <source>Total cost</source>
        <translation>总成本</translation>
    </message>
    <message>
        <source>first of {0} months</source>
        <translation>首月 / 共 {0} 期</translation>
    </message>
    <message>
        <source>instalments change</source>
        <translation>各期不等</translation>
    </message>
    <message>
        <source>Balloon</source>
        <translation>尾款</translation>
    </message>
    <message>
        <source>✓ Taken</source>
        <translation>✓ 已选定</translation>
    </message>
    <message>
        <source>a month × {0}</source>
        <translation>每月 × {0} 期</translation>
    </message>
    <message>
        <source>Rate p.a. (IRR)</source>
        <translation>年化利率 (IRR)</translation>
    </message>
</context>
<context>
    <name>OfferGrid</name>
    <message>
        <source>Show all {0} offers</source>
        <translation>显示全部 {0} 个报价</translation>
    </message>
</context>
<context>
    <name>OfferSheet</name>
    <message>
        <source>A month</source>
        <translation>月供</translation>
    </message>
    <message>
        <source>First month</source>
        <translation>首期</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>车价</translation>
    </message>
    <message>
        <source>Down payment</source>
        <translation>首付</translation>
    </message>
    <message>
        <source>Amount financed</source>
        <translation>融资额</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>{0} months</source>
        <translation>{0} 个月</translation>
    </message>
    <message>
        <source>Highest month</source>
        <translation>最高月供</translation>
    </message>
    <message>
        <source>Balloon</source>
        <translation>尾款</translation>
    </message>
    <message>
        <source>Fee at the start</source>
        <translation>手续费</translation>
    </message>
    <message>
        <source>Rate p.a. (IRR)</source>
        <translation>年化利率 (IRR)</translation>
    </message>
    <message>
        <source>Total payable</source>
        <translation>应付总额</translation>
    </message>
    <message>
        <source>First payment on</source>
        <translation>首次还款日</translation>
    </message>
    <message>
        <source>An offer, not a contract: what counts is the contract you sign.</source>
        <translation>本页为报价, 以签署的合同为准。</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>期</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>应付</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>本金</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>利息</translation>
    </message>
    <message>
        <source>Still owed</source>
        <translation>剩余本金</translation>
    </message>
</context>
<context>
    <name>OffersPage</name>
    <message>
        <source>Total cost: interest and fees together. Rate per year after IRR, compounded.</source>
        <translation>总成本: 利息与费用合计。年化利率按 IRR (复利) 计算。</translation>
    </message>
    <message>
        <source>SANDBOX: invented data, not an offer.</source>
        <translation>沙箱: 数据均为虚构, 不构成要约。</translation>
    </message>
    <message>
        <source>Down payment</source>
        <translation>首付</translation>
    </message>
    <message>
        <source>Total cost</source>
        <translation>总成本</translation>
    </message>
    <message>
        <source>Rate per year</source>
        <translation>年化利率</translation>
    </message>
    <message>
        <source>Last payment</source>
        <translation>尾款</translation>
    </message>
    <message>
        <source>✓ Your choice</source>
        <translation>✓ 您的选择</translation>
    </message>
    <message>
        <source>Please bring: {0}</source>
        <translation>请准备: {0}</translation>
    </message>
    <message>
        <source>A month × {0}</source>
        <translation>每月还款 × {0} 期</translation>
    </message>
    <message>
        <source>First of {0}, then it changes</source>
        <translation>首期还款, 共 {0} 期 (各期不等)</translation>
    </message>
</context>
<context>
    <name>OffersStep</name>
    <message>
        <source>Four offers are compared already: take one out first (C on its card)</source>
        <translation>已有四个报价在对比: 请先移出一个 (在其卡片上按 C)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Not submitted</source>
        <translation>未提交</translation>
    </message>
    <message>
        <source>Safely kept on this workstation</source>
        <translation>已安全保存在本机</translation>
    </message>
    <message>
        <source>The centre is working on it</source>
        <translation>中心正在处理</translation>
    </message>
    <message>
        <source>The decision and the offers appear here by themselves, usually within seconds of the centre having the application. You can go on with another deal.</source>
        <translation>中心收到进件后, 决定与报价通常几秒内自动出现在这里。您可以先办理下一单。</translation>
    </message>
    <message>
        <source>{0} offers: choose one with the customer</source>
        <translation>共 {0} 个报价, 请与客户一起选择</translation>
    </message>
    <message>
        <source>Score {0}</source>
        <translation>评分 {0}</translation>
    </message>
    <message>
        <source>Sandbox data</source>
        <translation>沙箱数据</translation>
    </message>
    <message>
        <source>Answered. The reviewer goes on as soon as the centre has it.</source>
        <translation>已答复。送达中心后审核继续。</translation>
    </message>
</context>
<context>
    <name>Opener</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Load the screens</source>
        <translation>载入界面</translation>
    </message>
    <message>
        <source>Open the encrypted data of this workstation</source>
        <translation>打开本机的加密数据</translation>
    </message>
    <message>
        <source>Opening the workstation…</source>
        <translation>正在打开工作台…</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Deal</source>
        <translation>进件</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>合同</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Search actions, names, cars, VIN, contract numbers</source>
        <translation>搜索操作、姓名、车型、车架号、合同号</translation>
    </message>
    <message>
        <source>Finds</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Fewer letters find more. Pinyin initials, the end of a VIN or a contract number will do.</source>
        <translation>少输几个字能找到更多。拼音首字母、车架号末几位或合同号都可以。</translation>
    </message>
    <message>
        <source>↑ ↓ choose    Enter does it    Esc closes</source>
        <translation>↑ ↓ 选择    Enter 执行    Esc 关闭</translation>
    </message>
</context>
<context>
    <name>Passphrase</name>
    <message>
        <source>At least 8 characters; several words are easier to keep in mind</source>
        <translation>至少 8 个字符; 几个词连在一起更好记</translation>
    </message>
    <message>
        <source>{0} more characters</source>
        <translation>还差 {0} 个字符</translation>
    </message>
    <message>
        <source>Weak: make it longer, or mix letters and digits</source>
        <translation>较弱: 请再长一些, 或混用字母和数字</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>强</translation>
    </message>
    <message>
        <source>Fair: longer is safer</source>
        <translation>一般: 再长一些更安全</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>▲ Caps Lock is on</source>
        <translation>▲ 大写锁定 (Caps Lock) 已打开</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>Enter the passphrase</source>
        <translation>输入口令</translation>
    </message>
    <message>
        <source>It opens the customers&apos; data kept on this workstation.</source>
        <translation>用于打开保存在本机的客户资料。</translation>
    </message>
    <message>
        <source>It encrypts the customers&apos; data on this workstation, because this system has no keyring. You are asked for it each time the program starts.</source>
        <translation>本系统没有密钥环, 因此用口令加密本机保存的客户资料。每次启动时都需要输入。</translation>
    </message>
    <message>
        <source>Keep it in a safe place. If it is forgotten, nobody can open the data on this workstation again: what the centre has received stays there, but unsent work and drafts are lost.</source>
        <translation>请妥善保管。口令一旦遗忘, 任何人都无法再打开本机的数据: 已送达中心的仍在中心, 未发送的工作和草稿将无法找回。</translation>
    </message>
    <message>
        <source>Set passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>At least 8 characters, please.</source>
        <translation>口令至少 8 位。</translation>
    </message>
    <message>
        <source>The two are not the same: type them again.</source>
        <translation>两次输入不一致, 请重新输入。</translation>
    </message>
</context>
<context>
    <name>PdfPreview</name>
    <message>
        <source>Contract preview</source>
        <translation>合同预览</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Whole width</source>
        <translation>适合宽度</translation>
    </message>
    <message>
        <source>Page {0} of {1}</source>
        <translation>第 {0} 页, 共 {1} 页</translation>
    </message>
    <message>
        <source>Find in the contract (Ctrl+F)</source>
        <translation>在合同中查找 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Find in the contract</source>
        <translation>在合同中查找</translation>
    </message>
    <message>
        <source>Hit before</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>关闭查找</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>第 {0} 处, 共 {1} 处</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>没有找到</translation>
    </message>
</context>
<context>
    <name>PictureStage</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>ProblemBanner</name>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>QrCode</name>
    <message>
        <source>QR code</source>
        <translation>二维码</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Reason / next step</source>
        <translation>原因 / 下一步</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>下次发送</translation>
    </message>
    <message>
        <source>Whose turn</source>
        <translation>轮到谁</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>马上</translation>
    </message>
    <message>
        <source>Made {0}, tried {1} times</source>
        <translation>创建于 {0}, 已尝试 {1} 次</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>不一致之处</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Sent from here</source>
        <translation>本机发送的版本</translation>
    </message>
    <message>
        <source>At the centre</source>
        <translation>中心的版本</translation>
    </message>
</context>
<context>
    <name>QueueScreen</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Try everything now</source>
        <translation>全部立即重试</translation>
    </message>
    <message>
        <source>Nothing has been sent yet</source>
        <translation>还没有发送过任何内容</translation>
    </message>
    <message>
        <source>Submitted applications, taken offers and signatures appear here until the centre has them.</source>
        <translation>提交的进件、接受的报价和签名都在这里, 直到中心收妥。</translation>
    </message>
    <message>
        <source>Export the whole queue?</source>
        <translation>导出整个队列?</translation>
    </message>
    <message>
        <source>The file has customers&apos; names, ID numbers and incomes in clear. Give it to support only.</source>
        <translation>文件中以明文包含客户的姓名, 证件号码与收入, 只能交给技术支持。</translation>
    </message>
    <message>
        <source>Choose where</source>
        <translation>选择位置</translation>
    </message>
    <message>
        <source>Export queue</source>
        <translation>导出队列</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON 文件 (*.json)</translation>
    </message>
    <message>
        <source>{0} rows written to {1}</source>
        <translation>已将 {0} 条写入 {1}</translation>
    </message>
    <message>
        <source>Stopped: nothing was written</source>
        <translation>已停止, 没有写入文件</translation>
    </message>
    <message>
        <source>A new application was made from the refused one</source>
        <translation>已用被退回的内容新建进件</translation>
    </message>
    <message>
        <source>Nothing in this part of the queue</source>
        <translation>这一部分没有内容</translation>
    </message>
    <message>
        <source>Choose All to see everything.</source>
        <translation>点 &quot;全部&quot; 查看整个队列。</translation>
    </message>
    <message>
        <source>All {0}</source>
        <translation>全部 {0}</translation>
    </message>
    <message>
        <source>Needs you {0}</source>
        <translation>需要您处理 {0}</translation>
    </message>
    <message>
        <source>Unsent {0}</source>
        <translation>待发送 {0}</translation>
    </message>
    <message>
        <source>Pictures {0}</source>
        <translation>影像 {0}</translation>
    </message>
    <message>
        <source>{0} requests, {1} drafts and {2} pictures handed over in {3}</source>
        <translation>已导出请求 {0}、草稿 {1}、影像 {2} 到 {3}</translation>
    </message>
    <message>
        <source>{0} pictures are missing here: take them again</source>
        <translation>本机缺失影像 {0} 张, 请重新拍照</translation>
    </message>
    <message>
        <source>{0} requests and {1} drafts taken up; {2} were here already</source>
        <translation>已接手请求 {0}、草稿 {1}; 本机已有 {2}</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
    <message>
        <source>There is no centre to compare with</source>
        <translation>没有可核对的中心</translation>
    </message>
    <message>
        <source>Stopped: nothing was compared</source>
        <translation>已停止, 没有核对</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>交接</translation>
    </message>
    <message>
        <source>Hand-over (*.paddock)</source>
        <translation>交接文件 (*.paddock)</translation>
    </message>
    <message>
        <source>Take up unsent work</source>
        <translation>接手未发送的工作</translation>
    </message>
    <message>
        <source>Export and take up</source>
        <translation>导出与接手</translation>
    </message>
    <message>
        <source>Hand over unsent work (encrypted)…</source>
        <translation>交接未发送的工作 (加密)…</translation>
    </message>
    <message>
        <source>Take up unsent work of another workstation…</source>
        <translation>接手另一台工作台未发送的工作…</translation>
    </message>
    <message>
        <source>Export for support (in clear)…</source>
        <translation>导出给技术支持 (明文)…</translation>
    </message>
</context>
<context>
    <name>QuotesDialog</name>
    <message>
        <source>Early payment of {0}</source>
        <translation>合同 {0} 提前还款试算</translation>
    </message>
    <message>
        <source>Settle everything</source>
        <translation>全部结清</translation>
    </message>
    <message>
        <source>Pay a part</source>
        <translation>部分提前还款</translation>
    </message>
    <message>
        <source>Lay out anew</source>
        <translation>展期</translation>
    </message>
    <message>
        <source>Worked out here, with every instalment due by then taken as paid. The lessor&apos;s figure counts.</source>
        <translation>本机试算, 假定到期各期均已按时支付; 以出租人的报价为准。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>10,000</source>
        <translation>10,000</translation>
    </message>
    <message>
        <source>Day of payment</source>
        <translation>还款日</translation>
    </message>
    <message>
        <source>Principal paid early (yuan)</source>
        <translation>提前归还本金 (元)</translation>
    </message>
    <message>
        <source>New term (months)</source>
        <translation>新的期限 (月)</translation>
    </message>
    <message>
        <source>To pay: {0} (principal {1}, interest {2}, fee {3})</source>
        <translation>应付 {0} (本金 {1}, 利息 {2}, 手续费 {3})</translation>
    </message>
    <message>
        <source>{0} instalments paid, {1} left; saves {2}</source>
        <translation>已付 {0} 期, 剩余 {1} 期; 可节省 {2}</translation>
    </message>
    <message>
        <source>The contract allows this once three instalments are paid.</source>
        <translation>按合同, 付清三期租金后方可办理。</translation>
    </message>
    <message>
        <source>Shorter term</source>
        <translation>缩短期限</translation>
    </message>
    <message>
        <source>Lower instalment</source>
        <translation>减少月供</translation>
    </message>
    <message>
        <source>Give the part that would be paid.</source>
        <translation>请填写提前归还的本金。</translation>
    </message>
    <message>
        <source>Give a new term in months.</source>
        <translation>请填写新的期限。</translation>
    </message>
    <message>
        <source>{0} now, then {1} a month for {2} months</source>
        <translation>当日付 {0}, 之后每月 {1}, 共 {2} 个月</translation>
    </message>
</context>
<context>
    <name>ReturnedLine</name>
    <message>
        <source>Get them back to correct…</source>
        <translation>取回更正…</translation>
    </message>
    <message>
        <source>▲ {0}: rows not imported: {1}</source>
        <translation>▲ {0}: 有 {1} 行未导入</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Lane: {0}</source>
        <translation>通道: {0}</translation>
    </message>
    <message>
        <source>Lane: {0} · {1}% are answered by {2} (of the last {3})</source>
        <translation>通道: {0} · {1}% 在 {2} 前有结果 (近 {3} 件)</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>A person looks at it</source>
        <translation>人工审核中</translation>
    </message>
</context>
<context>
    <name>RowsPage</name>
    <message>
        <source>Back  Esc</source>
        <translation>返回  Esc</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>导出 CSV</translation>
    </message>
    <message>
        <source>To the queue</source>
        <translation>到队列处理</translation>
    </message>
    <message>
        <source>Open deal</source>
        <translation>打开进件</translation>
    </message>
    <message>
        <source>Deals</source>
        <translation>进件</translation>
    </message>
    <message>
        <source>Cars in stock</source>
        <translation>在库车辆</translation>
    </message>
    <message>
        <source>No rows</source>
        <translation>没有明细</translation>
    </message>
    <message>
        <source>This figure counts nothing now.</source>
        <translation>这个数字目前为零。</translation>
    </message>
    <message>
        <source>Start a deal with this car</source>
        <translation>用此车进件</translation>
    </message>
    <message>
        <source>the newest {0} of {1}</source>
        <translation>最新 {0} 条, 共 {1} 条</translation>
    </message>
    <message>
        <source>{0} rows</source>
        <translation>{0} 条</translation>
    </message>
    <message>
        <source>Made at another workstation; it can be opened there</source>
        <translation>在其他工作站创建, 请到那里打开</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Wuhan</source>
        <translation>武汉</translation>
    </message>
    <message>
        <source>Wang Xiaochuan</source>
        <translation>王小川</translation>
    </message>
    <message>
        <source>Volkswagen Lavida 1.5L</source>
        <translation>大众 朗逸 1.5L</translation>
    </message>
    <message>
        <source>A description far longer than anybody expected, as it comes from a registration certificate of a special vehicle with several makers, and which must be cut or wrapped without pushing anything out of the window</source>
        <translation>一段远远超出预期的说明文字, 例如来自多家改装厂联合登记的特种车辆的登记证书, 必须在不把任何内容挤出窗口的前提下截断或者换行, 并且在提示中仍然可以读到全文, 无论文字放大到多少都应如此</translation>
    </message>
    <message>
        <source>Li Na</source>
        <translation>李娜</translation>
    </message>
</context>
<context>
    <name>ScanStep</name>
    <message>
        <source>Open pictures</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Pictures ({0})</source>
        <translation>图片 ({0})</translation>
    </message>
    <message>
        <source>Barcode gun: {0}</source>
        <translation>扫码枪: {0}</translation>
    </message>
    <message>
        <source>Drop pictures here, press F3 to open them, or F2 for the camera</source>
        <translation>把图片拖到这里, 按 F3 打开图片, 或按 F2 拍照</translation>
    </message>
    <message>
        <source>Capture  F2</source>
        <translation>拍照  F2</translation>
    </message>
    <message>
        <source>Open pictures  F3</source>
        <translation>打开图片  F3</translation>
    </message>
    <message>
        <source>Barcode gun  F4</source>
        <translation>扫码枪  F4</translation>
    </message>
    <message>
        <source>Confirm: the VIN matches the car</source>
        <translation>确认: 与车辆一致</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>识别中…</translation>
    </message>
    <message>
        <source>read in {0} ms</source>
        <translation>识别用时 {0} 毫秒</translation>
    </message>
    <message>
        <source>Picture taken out</source>
        <translation>已移除图片</translation>
    </message>
    <message>
        <source>✓ Confirmed by {0}</source>
        <translation>✓ {0} 已确认</translation>
    </message>
    <message>
        <source>Reading taken: {0}</source>
        <translation>读取: {0}</translation>
    </message>
    <message>
        <source>Goes on as it is, compared by {0}</source>
        <translation>照此继续, 核对人 {0}</translation>
    </message>
</context>
<context>
    <name>ScheduleModel</name>
    <message>
        <source>No.</source>
        <translation>期次</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>还款日</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>还款额</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>本金</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>利息</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>剩余本金</translation>
    </message>
</context>
<context>
    <name>ScheduleTable</name>
    <message>
        <source>Repayment schedule</source>
        <translation>还款计划</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>Counter</source>
        <translation>接件</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Contracts</source>
        <translation>合同</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>体检</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>看板</translation>
    </message>
</context>
<context>
    <name>SecretLine</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Camera source</source>
        <translation>摄像头来源</translation>
    </message>
    <message>
        <source>Video…</source>
        <translation>视频…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Embedded sandbox centre on this machine</source>
        <translation>本机内置的沙箱中心</translation>
    </message>
    <message>
        <source>New access token of this workstation</source>
        <translation>本工作台的新访问令牌</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Synchronise now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Look at its health</source>
        <translation>查看体检</translation>
    </message>
    <message>
        <source>Camera source kept; it is used from the next scan on</source>
        <translation>摄像头来源已保存, 下次扫描时生效</translation>
    </message>
    <message>
        <source>Video file</source>
        <translation>视频文件</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Signed in; unsent work goes on</source>
        <translation>已登录, 待发内容继续发送</translation>
    </message>
    <message>
        <source>Choose and test a camera…</source>
        <translation>选择并测试摄像头…</translation>
    </message>
    <message>
        <source>A device number (0 is the first camera), an RTSP address, or a video file or folder of pictures in its place.</source>
        <translation>摄像头编号 (0 为第一个) 或 RTSP 地址, 也可用视频文件、图片文件夹代替。</translation>
    </message>
    <message>
        <source>Health and help</source>
        <translation>体检与帮助</translation>
    </message>
    <message>
        <source>Health looks at camera, keyring, database, centre, clock and disk, says what to do, and does what the machine can do: test, copy, repair, clean.</source>
        <translation>体检逐项检查摄像头、密钥环、数据库、中心、时钟与磁盘, 说明怎么办, 并代为完成本机能做的: 测试、备份、修复、清理。</translation>
    </message>
    <message>
        <source>Look at the health</source>
        <translation>打开体检</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>开始导览</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Signed out; nothing was left unsent</source>
        <translation>已退出登录, 没有未发送的工作</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Paddock</source>
        <translation>Paddock 车融工作台</translation>
    </message>
    <message>
        <source>{0} deals have news</source>
        <translation>{0} 笔进件有新进展</translation>
    </message>
    <message>
        <source>Look at the health</source>
        <translation>打开体检</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>Sign here</source>
        <translation>请在此签名</translation>
    </message>
    <message>
        <source>Signature pad</source>
        <translation>签名板</translation>
    </message>
</context>
<context>
    <name>SigningPage</name>
    <message>
        <source>Contract</source>
        <translation>合同</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Please read the contract page by page. If you agree, sign in the field below.</source>
        <translation>请逐页阅读合同, 同意后在下方签名。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Confirm signature</source>
        <translation>确认签名</translation>
    </message>
    <message>
        <source>{0}, please sign</source>
        <translation>{0}, 请您签名</translation>
    </message>
    <message>
        <source>The contract is signed. Thank you!</source>
        <translation>合同已签好, 谢谢您!</translation>
    </message>
    <message>
        <source>Your copy can be handed over or sent to you.</source>
        <translation>合同副本可现场交给您, 或发送给您。</translation>
    </message>
    <message>
        <source>Thank you, your signature is kept.</source>
        <translation>谢谢, 您的签名已保存。</translation>
    </message>
    <message>
        <source>The dealer signs next. Please wait a moment.</source>
        <translation>接下来由经销商签署, 请稍候。</translation>
    </message>
    <message>
        <source>Your contract is being drawn up.</source>
        <translation>正在为您拟定合同。</translation>
    </message>
    <message>
        <source>It appears here in a moment.</source>
        <translation>稍后会显示在这里。</translation>
    </message>
    <message>
        <source>Page {0} of {1}</source>
        <translation>第 {0} 页, 共 {1} 页</translation>
    </message>
    <message>
        <source>Sign here</source>
        <translation>请在此签名</translation>
    </message>
    <message>
        <source>Signature pad</source>
        <translation>签名板</translation>
    </message>
</context>
<context>
    <name>SigningStep</name>
    <message>
        <source>Export contract</source>
        <translation>导出合同</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Please read the contract on the left, then sign in the field below.</source>
        <translation>请阅读左侧合同, 然后在下方签名。</translation>
    </message>
    <message>
        <source>Name of the signer</source>
        <translation>签署人姓名</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Evidence, verified on this workstation</source>
        <translation>存证 (已在本机核验)</translation>
    </message>
    <message>
        <source>Export PDF and evidence</source>
        <translation>导出 PDF 与存证</translation>
    </message>
    <message>
        <source>Contract {0}</source>
        <translation>合同 {0}</translation>
    </message>
    <message>
        <source>◔ {0}: signed, on its way to the centre</source>
        <translation>◔ {0}: 已签, 正在送往中心</translation>
    </message>
    <message>
        <source>● {0}: signs now</source>
        <translation>● {0}: 现在签字</translation>
    </message>
    <message>
        <source>○ {0}: next</source>
        <translation>○ {0}: 随后签字</translation>
    </message>
    <message>
        <source>Signature safely kept</source>
        <translation>签名已安全保存</translation>
    </message>
    <message>
        <source>It goes into the contract at the centre as soon as that can be reached; the next signer can sign then.</source>
        <translation>联网后自动写入合同, 然后由下一位签署。</translation>
    </message>
    <message>
        <source>The contract is on its way</source>
        <translation>合同正在送达</translation>
    </message>
    <message>
        <source>It appears here as soon as the centre can be reached.</source>
        <translation>联网后自动出现在这里。</translation>
    </message>
    <message>
        <source>{0}: please sign</source>
        <translation>{0}: 请签名</translation>
    </message>
    <message>
        <source>Exported: {0}</source>
        <translation>已导出: {0}</translation>
    </message>
    <message>
        <source>Confirm signature  F10</source>
        <translation>确认签名  F10</translation>
    </message>
    <message>
        <source>Where to sign</source>
        <translation>签在哪里</translation>
    </message>
    <message>
        <source> (taken without a network, completed since)</source>
        <translation> (离线签署, 已补全)</translation>
    </message>
    <message>
        <source>○ {0}: seals at the centre when all have signed</source>
        <translation>○ {0}: 各方签齐后在中心签章</translation>
    </message>
    <message>
        <source>◔ {0}: signed without a network, sealed; not complete until the centre has it</source>
        <translation>◔ {0}: 离线签署已封存, 送达中心后才算完成</translation>
    </message>
</context>
<context>
    <name>Skeleton</name>
    <message>
        <source>Loading…</source>
        <translation>正在载入…</translation>
    </message>
</context>
<context>
    <name>SourceLine</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Stale</name>
    <message>
        <source>Figures and rows are as the centre last sent them</source>
        <translation>数字与清单以中心最近一次发来的为准</translation>
    </message>
    <message>
        <source>{0} min ago</source>
        <translation>{0} 分钟前</translation>
    </message>
    <message>
        <source>{0} h ago</source>
        <translation>{0} 小时前</translation>
    </message>
    <message>
        <source>{0} days ago</source>
        <translation>{0} 天前</translation>
    </message>
    <message>
        <source>Never synchronised (offline)</source>
        <translation>从未同步 (离线)</translation>
    </message>
    <message>
        <source>As of {0} (offline)</source>
        <translation>截至 {0} (离线)</translation>
    </message>
    <message>
        <source>As of {0}</source>
        <translation>截至 {0}</translation>
    </message>
</context>
<context>
    <name>StatTile</name>
    <message>
        <source>no figure yet</source>
        <translation>暂无数据</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>Ready to sign</source>
        <translation>待签署</translation>
    </message>
    <message>
        <source>Partly signed</source>
        <translation>部分签署</translation>
    </message>
    <message>
        <source>Signed, with evidence</source>
        <translation>已签署并存证</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>在库</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>已预订</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>已售</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>To a person</source>
        <translation>转人工</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>Not evaluated</source>
        <translation>未评估</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>○ Opening…</source>
        <translation>○ 打开中…</translation>
    </message>
    <message>
        <source>Click to synchronise now</source>
        <translation>点击立即同步</translation>
    </message>
    <message>
        <source>SANDBOX centre: invented data sources</source>
        <translation>沙箱中心: 数据源均为虚构</translation>
    </message>
    <message>
        <source>Click to test the camera or choose another</source>
        <translation>点击可测试摄像头或另选一个</translation>
    </message>
    <message>
        <source>synchronised {0}</source>
        <translation>已同步 {0}</translation>
    </message>
    <message>
        <source>not synchronised yet</source>
        <translation>尚未同步</translation>
    </message>
    <message>
        <source>▲ Signed out · {0}</source>
        <translation>▲ 登录已失效 · {0}</translation>
    </message>
    <message>
        <source>○ Connecting… · {0}</source>
        <translation>○ 连接中… · {0}</translation>
    </message>
    <message>
        <source>● Online · {0}</source>
        <translation>● 在线 · {0}</translation>
    </message>
    <message>
        <source>▲ Offline · {0}</source>
        <translation>▲ 离线 · {0}</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>waiting for network</source>
        <translation>等待网络</translation>
    </message>
    <message>
        <source>paused until {0}</source>
        <translation>暂停至 {0}</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>waiting for you</source>
        <translation>等待处理</translation>
    </message>
    <message>
        <source>{0} unsent ({1})</source>
        <translation>待发送 {0} ({1})</translation>
    </message>
    <message>
        <source>{0} need you</source>
        <translation>需要您处理 {0}</translation>
    </message>
    <message>
        <source>✓ All delivered</source>
        <translation>✓ 全部已送达</translation>
    </message>
    <message>
        <source>✓ Nothing to send</source>
        <translation>✓ 无待发送</translation>
    </message>
    <message>
        <source>Dealer and staff as the centre knows them; click for the settings</source>
        <translation>中心登记的车商与店员; 点击打开设置</translation>
    </message>
    <message>
        <source>▲ State unknown</source>
        <translation>▲ 状态未知</translation>
    </message>
    <message>
        <source>Click to see the queue</source>
        <translation>点击查看队列</translation>
    </message>
    <message>
        <source>▲ State not read for {0}, as of {1}</source>
        <translation>▲ 状态未更新已 {0}, 截至 {1}</translation>
    </message>
    <message>
        <source>Click to read it again</source>
        <translation>点击重新读取</translation>
    </message>
    <message>
        <source>{0} unsent</source>
        <translation>待发送 {0}</translation>
    </message>
    <message>
        <source>{0} · {1} (as of {2})</source>
        <translation>{0} · {1} (截至 {2})</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} 小时</translation>
    </message>
    <message>
        <source>paused, sign in again</source>
        <translation>已暂停, 请重新登录</translation>
    </message>
    <message>
        <source>▲ {0} need you</source>
        <translation>▲ 需要您处理 {0}</translation>
    </message>
</context>
<context>
    <name>StepBar</name>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Financing</source>
        <translation>融资</translation>
    </message>
    <message>
        <source>Offers</source>
        <translation>报价</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>签约</translation>
    </message>
    <message>
        <source>Customer  F9</source>
        <translation>客户窗口  F9</translation>
    </message>
    <message>
        <source>Customer window</source>
        <translation>客户窗口 (F9)</translation>
    </message>
</context>
<context>
    <name>StepButton</name>
    <message>
        <source>✓ complete</source>
        <translation>✓ 完整</translation>
    </message>
</context>
<context>
    <name>Stock</name>
    <message>
        <source>Car</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Odometer</source>
        <translation>里程</translation>
    </message>
    <message>
        <source>VIN, last six</source>
        <translation>车架号后六位</translation>
    </message>
    <message>
        <source>City</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>库龄</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>A month from</source>
        <translation>月供起</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新车</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>二手</translation>
    </message>
    <message>
        <source>new energy</source>
        <translation>新能源</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} 天</translation>
    </message>
</context>
<context>
    <name>StockScreen</name>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Brand, series, city, or part of the VIN</source>
        <translation>品牌、车系、城市或车架号片段</translation>
    </message>
    <message>
        <source>Start a deal with this car</source>
        <translation>用此车进件</translation>
    </message>
    <message>
        <source>No car found</source>
        <translation>没有找到车辆</translation>
    </message>
    <message>
        <source>Stock comes from the centre with the first synchronisation. With a search, try fewer letters.</source>
        <translation>库存随首次同步从中心下载; 搜索时可少输几个字。</translation>
    </message>
    <message>
        <source>{0} cars</source>
        <translation>{0} 辆</translation>
    </message>
</context>
<context>
    <name>TabList</name>
    <message>
        <source>Open deals and drafts: {0} open</source>
        <translation>进件与草稿列表: 已打开 {0} 笔</translation>
    </message>
    <message>
        <source>Drafts that are not open</source>
        <translation>未打开的草稿</translation>
    </message>
    <message>
        <source>New deal</source>
        <translation>新进件</translation>
    </message>
</context>
<context>
    <name>TabTitles</name>
    <message>
        <source>New deal</source>
        <translation>新进件</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
</context>
<context>
    <name>TakeBar</name>
    <message>
        <source>To the phone, or print</source>
        <translation>发到手机或打印</translation>
    </message>
    <message>
        <source>Taken; waiting for the centre</source>
        <translation>已接受, 等待中心</translation>
    </message>
    <message>
        <source>Offer taken</source>
        <translation>已接受报价</translation>
    </message>
    <message>
        <source>The customer takes this offer</source>
        <translation>客户接受此报价</translation>
    </message>
    <message>
        <source>{0} months · {1} a month · down payment {2} · {3} a year (IRR)</source>
        <translation>{0} 期 · 月供 {1} · 首付 {2} · 年化利率 {3} (IRR)</translation>
    </message>
    <message>
        <source>{0} months · first {1} · down payment {2} · {3} a year (IRR)</source>
        <translation>{0} 期 · 首月 {1} · 首付 {2} · 年化利率 {3} (IRR)</translation>
    </message>
    <message>
        <source>Offer taken. The contract is drawn up as soon as the centre has it.</source>
        <translation>报价已接受, 送达中心后自动生成合同</translation>
    </message>
</context>
<context>
    <name>TermEditor</name>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>{0}, another</source>
        <translation>{0}, 其他期数</translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>Pictures of this deal</source>
        <translation>本单图片</translation>
    </message>
    <message>
        <source>Take this picture out</source>
        <translation>移除这张图片</translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <source>Applications today</source>
        <translation>今日进件</translation>
    </message>
    <message>
        <source>Approval rate</source>
        <translation>批准率</translation>
    </message>
    <message>
        <source>To sign</source>
        <translation>待签</translation>
    </message>
    <message>
        <source>In stock &gt;{0} days</source>
        <translation>库龄&gt;{0}天</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>未送达</translation>
    </message>
    <message>
        <source>Approved, on conditions too, of those decided; not those with a person</source>
        <translation>批准 (含有条件批准) 占已决定, 不含转人工的</translation>
    </message>
    <message>
        <source>Applications, offers taken and signatures the centre does not have yet</source>
        <translation>中心尚未收到的进件、接受报价与签名</translation>
    </message>
    <message>
        <source>{0} of {1} decided</source>
        <translation>已决定 {1}, 批准 {0}</translation>
    </message>
    <message>
        <source>of {0} in stock</source>
        <translation>在库共 {0} 辆</translation>
    </message>
    <message>
        <source>all delivered</source>
        <translation>全部已送达</translation>
    </message>
    <message>
        <source>kept here until then</source>
        <translation>已安全保存在本机</translation>
    </message>
    <message>
        <source>Decision time</source>
        <translation>平均决策时间</translation>
    </message>
    <message>
        <source>Mean time from receipt at the centre to its decision</source>
        <translation>中心收件到作出决定的平均时间</translation>
    </message>
    <message>
        <source>contracts waiting</source>
        <translation>份合同等待签署</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>TokenDialog</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Sign in to the centre</source>
        <translation>登录中心</translation>
    </message>
    <message>
        <source>Paste the access token that the centre&apos;s administrator gave you for this workstation. Unsent work stays here and goes on by itself afterwards.</source>
        <translation>请粘贴中心管理员发给本机的访问令牌。未发送的工作都在本机, 登录后会自动继续发送。</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Welcome to Paddock</source>
        <translation>欢迎使用车融工作台</translation>
    </message>
    <message>
        <source>One minute, with invented data: scan a car and an ID card, submit, see the decision, sign the contract. Everything is real but the people and the money. It can be left at any time, and started again from the settings or with Ctrl+K.</source>
        <translation>只要一分钟, 全部用虚构数据: 扫描车辆与身份证, 提交, 看决定, 签合同。除了人和钱, 一切都是真的。随时可以离开, 之后可从“设置”或 Ctrl+K 再次开始。</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Not now (Esc)</source>
        <translation>以后再说 (Esc)</translation>
    </message>
    <message>
        <source>The tour was left; it goes on from the settings or with Ctrl+K</source>
        <translation>已离开导览, 可从“设置”或 Ctrl+K 继续</translation>
    </message>
    <message>
        <source>That was the tour. Start your own deal with Ctrl+N</source>
        <translation>导览完成。按 Ctrl+N 开始您自己的第一单</translation>
    </message>
    <message>
        <source>Back to the tour</source>
        <translation>回到导览</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>Leave (Esc)</source>
        <translation>离开 (Esc)</translation>
    </message>
    <message>
        <source>Scan the car</source>
        <translation>扫描车辆</translation>
    </message>
    <message>
        <source>Pictures come from the camera (F2), from files (F3), or are dropped here. Go on, and a sample photo of a nameplate is read.</source>
        <translation>照片来自摄像头 (F2)、文件 (F3), 也可拖到这里。继续, 就会读取一张铭牌样张。</translation>
    </message>
    <message>
        <source>Read the sample plate</source>
        <translation>读取铭牌样张</translation>
    </message>
    <message>
        <source>Scan the ID card</source>
        <translation>扫描身份证</translation>
    </message>
    <message>
        <source>The VIN was read and its check digit fits. Now a sample ID card of an invented person.</source>
        <translation>车架号已读出, 校验位正确。接着读一张身份证样张, 人是虚构的。</translation>
    </message>
    <message>
        <source>Read the sample ID card</source>
        <translation>读取身份证样张</translation>
    </message>
    <message>
        <source>Compare and confirm</source>
        <translation>核对并确认</translation>
    </message>
    <message>
        <source>Every value stands beside the piece of the picture it was read from. Compare VIN and ID number, then Enter confirms them.</source>
        <translation>每个值旁边就是它来自的那一块图。对照车架号与身份证号, 按 Enter 确认。</translation>
    </message>
    <message>
        <source>They agree: confirm</source>
        <translation>一致, 确认</translation>
    </message>
    <message>
        <source>Type the rest</source>
        <translation>补全其余</translation>
    </message>
    <message>
        <source>Phone, income, price and down payment are typed, Enter goes from step to step. For the tour, one key fills them with invented values.</source>
        <translation>手机、收入、车价、首付照常录入, Enter 逐步前进。导览里按一个键, 用虚构的值一次填好。</translation>
    </message>
    <message>
        <source>Fill in the rest</source>
        <translation>一键填好</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>What is missing or wrong is listed here, all at once. Submitting (F10) is safe without a network too: it is kept on this machine and sent by itself.</source>
        <translation>缺项与问题一次列在这里。提交 (F10) 断网也安全: 先保存在本机, 联网后自动发送。</translation>
    </message>
    <message>
        <source>Submit it</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Decision and offers</source>
        <translation>决定与报价</translation>
    </message>
    <message>
        <source>The centre asks its data sources, applies rules and scorecard, and gives its reasons. Each offer shows the monthly payment, the whole cost and the true yearly rate. The customer takes one.</source>
        <translation>中心查询数据源, 执行规则与评分卡, 逐条给出原因。每个报价都有月供、总成本与真实年化, 由客户选定一个。</translation>
    </message>
    <message>
        <source>Take the first offer</source>
        <translation>选定第一个报价</translation>
    </message>
    <message>
        <source>The customer signs</source>
        <translation>客户签字</translation>
    </message>
    <message>
        <source>The contract is on the left. The customer signs on the pad with pen, finger or mouse; for the tour a sample signature can be written.</source>
        <translation>合同在左侧。客户用笔、手指或鼠标在签字板上签字; 导览里可代写一个示例签名。</translation>
    </message>
    <message>
        <source>Write a sample signature</source>
        <translation>代写示例签名</translation>
    </message>
    <message>
        <source>The dealer signs</source>
        <translation>经销商签字</translation>
    </message>
    <message>
        <source>Then the dealer, on the same pad.</source>
        <translation>随后经销商在同一块签字板上签字。</translation>
    </message>
    <message>
        <source>Signed, with evidence</source>
        <translation>已签署, 已存证</translation>
    </message>
    <message>
        <source>Signatures, time stamps and the evidence log are verified on this machine, without asking anybody. The contract can be exported.</source>
        <translation>签名、时间戳与存证记录都在本机独立验证, 无需询问任何人。合同可以导出。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>The queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Everything you do is a row here until the centre has it: what waits and for what, what came back, whose turn it is. F1 explains every screen, Ctrl+N starts your own deal.</source>
        <translation>您做的每件事在中心收到之前都在这里: 在等什么、什么被退回、轮到谁。F1 解释每个屏幕, Ctrl+N 开始您自己的第一单。</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>VehicleStep</name>
    <message>
        <source>The car</source>
        <translation>车辆信息</translation>
    </message>
    <message>
        <source>Fill in from stock</source>
        <translation>用库存信息填写</translation>
    </message>
    <message>
        <source>Begin with “{0}”</source>
        <translation>以 “{0}” 开头</translation>
    </message>
    <message>
        <source>✓ From the dealer&apos;s stock</source>
        <translation>✓ 来自经销商库存</translation>
    </message>
    <message>
        <source>In stock: {0}, {1}</source>
        <translation>库存中有此车: {0}, {1}</translation>
    </message>
    <message>
        <source>In stock: {0}, but {1}</source>
        <translation>库存中有此车: {0}, 但{1}</translation>
    </message>
    <message>
        <source>Filled in from stock</source>
        <translation>已按库存填写</translation>
    </message>
</context>
<context>
    <name>Verification</name>
    <message>
        <source>Valid and unchanged</source>
        <translation>有效, 未被改动</translation>
    </message>
    <message>
        <source>Changed after signing</source>
        <translation>签署后被改动</translation>
    </message>
    <message>
        <source>Cannot be confirmed</source>
        <translation>无法确认</translation>
    </message>
</context>
<context>
    <name>VerificationView</name>
    <message>
        <source>Test authority: without legal force</source>
        <translation>测试证书: 不具法律效力</translation>
    </message>
    <message>
        <source>bytes {0} to {1}</source>
        <translation>字节 {0} 至 {1}</translation>
    </message>
    <message>
        <source>timestamp {0}</source>
        <translation>时间戳 {0}</translation>
    </message>
    <message>
        <source>{0} (version {1})</source>
        <translation>{0} (第 {1} 版)</translation>
    </message>
    <message>
        <source>and {0} more places</source>
        <translation>另有 {0} 处</translation>
    </message>
    <message>
        <source>{0} places differ</source>
        <translation>{0} 处不同</translation>
    </message>
    <message>
        <source>The texts are the same</source>
        <translation>文字完全一致</translation>
    </message>
</context>
<context>
    <name>VinAgreement</name>
    <message>
        <source>✓  The same: {0}</source>
        <translation>✓  一致: {0}</translation>
    </message>
    <message>
        <source>▲  {0}: another VIN</source>
        <translation>▲  {0}: 是另一个车架号</translation>
    </message>
    <message>
        <source>▲  {0} differs</source>
        <translation>▲  {0}不一致</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>bar code</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>print on the car</source>
        <translation>车身印刷字</translation>
    </message>
</context>
<context>
    <name>VinEditor</name>
    <message>
        <source>17 characters: scan, barcode gun or type</source>
        <translation>17 位车架号 · 扫描、扫码枪或键入</translation>
    </message>
</context>
<context>
    <name>VinStrip</name>
    <message>
        <source>doubtful: {0}</source>
        <translation>存疑: {0}</translation>
    </message>
</context>
<context>
    <name>_Toast</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
</TS>
