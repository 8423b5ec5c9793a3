/** The stock of words that generated speeches are made of. */
const list = (words: string): readonly string[] => words.split(' ');

/** Single characters for invented names; their pairs give the variety of bigrams that real texts have. */
export const NAME_SIGNS: readonly string[] = [
  ...'澄岚栖梧霁苇汀望潮听松归雁拾穗柘砚溪墨川鹭洲桐荫枫桥芦湾磨石榕萤坪菱塘竹垣麓谷岭坞渡津浦渚澜漪沛润淳溥昭晖曦晓映朗辰霖霏霄翠蓝绛素丹青碧玄银锦绣',
  ...'文博雅德信义仁和善美诚敬勤俭廉毅恒坚韧锐敏慧智谋略远达通畅顺安康宁泰丰裕盈实茂盛荣华辉煌振兴腾飞跃升启航征途梦想未来希冀',
];

export const TOPICS = list(
  '科技创新 城市更新 乡村振兴 生态环境 教育体育 医疗卫生 文化旅游 安全生产 营商环境 民政养老 水利建设 交通运输 粮食生产 数字政务 档案管理 食品安全 就业创业 社区治理 园区建设 防汛抗旱',
);
export const KINDS = list('工作会议 推进会 动员大会 座谈会 现场会 总结表彰会 培训班开班式 专题研讨会');
export const MANNERS = list(
  '全面 持续 稳步 扎实 着力 加快 统筹 协同 精准 有序 深入 大力 积极 严格 认真 切实 主动 系统 分类 依法 科学 高效 常态 长效 创造性',
);
export const DEEDS = list(
  '推进 完善 提升 优化 巩固 拓展 落实 强化 打造 构建 培育 盘活 整合 规范 健全 夯实 激发 释放 补齐 织密 守住 擦亮 做强 做优 理顺 疏通 压实 畅通 更新 修缮',
);
export const MATTERS = list(
  '产业链条 公共服务 基础设施 治理体系 人才队伍 管网设施 数据平台 监管机制 服务流程 示范片区 民生项目 河湖水系 老旧小区 农田水利 校舍医院 养老床位 口袋公园 慢行步道 冷链物流 中试基地 孵化载体 应急体系 信用体系 财政资金 考核办法 责任清单 志愿服务 非遗技艺 品牌农业 林下经济 港口码头 通信网络',
);
export const RESULTS = list(
  '群众满意度明显提高 短板弱项逐步补齐 发展后劲不断增强 各项指标稳中有进 基层负担切实减轻 市场活力持续迸发 城乡面貌焕然一新 安全底线更加牢固 一批难题得到破解 改革红利加快释放 生态环境持续向好 服务效率大幅提升',
);
export const AGENTS = list(
  '各级各部门 市直有关单位 各街道乡镇 牵头部门 责任单位 广大党员干部 驻村工作队 社区网格员 企业负责人 行业协会 科研院所 青年志愿者 一线职工 专家团队 街道书记 乡村教师 基层医生 返乡青年',
);
export const GUARDS = list('加强督导 通报进度 逐项销号 定期评估 公开承诺 接受监督 建立台账 挂图作战 现场办公 问需于民 回头检查 总结推广');
export const UNITS = list('亿元 万元 个百分点 公里 万平方米 个项目 家企业 户居民 万亩 名专家 处场所 项制度');
export const ORDINALS = list('一 二 三 四 五 六 七 八 九');
