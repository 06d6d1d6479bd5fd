// What the service says in English, as Chinese readers say it: kinds, relationship types, roles, properties, and the
// sentences of traces and impacts. What is not here stays as it is.

export const zhTerms: Record<string, string> = {
    Agency: "主管机关", Organization: "机构", Committee: "委员会", Standard: "标准", Policy: "政策", Topic: "主题", Document: "文献",
    MIRRORS: "对口", PART_OF: "隶属", SECRETARIAT_OF: "承担秘书处", ESTABLISHED: "设立", ISSUED: "发布", RESPONSIBLE_FOR: "归口", REPLACES: "代替",
    ADOPTS: "采用", AMENDS: "修改", BASED_ON: "依据", CITES: "引用", MEMBER_OF: "成员", COOPERATES_WITH: "合作", LIAISES_WITH: "联络", ABOUT: "关于",
    MENTIONED_IN: "见于", EDITION_OF: "版本",
    direct: "直接", near: "较近", far: "较远",
    "mirror body": "国内对口单位", mirrors: "对口", "also mirrors": "还对口", "mirrored by": "对口单位", "also mirrored by": "另有对口单位",
    secretariat: "秘书处", "secretariat of": "承担秘书处", "part of": "隶属于", "sub-body": "下属机构", established: "设立", "established by": "设立者",
    "responsible for": "归口标准", responsible: "归口单位", issued: "发布", "issued by": "发布机关", member: "成员", "member of": "参加", "cooperates with": "合作方",
    liaison: "联络", about: "主题", "edition of": "所属系列", "edition or part": "版本或部分", amends: "修改", adopts: "采用", "adopted by": "被采用为",
    "also adopted by": "另被采用为", "replaced by": "被代替", "based on": "依据", "basis of": "据此制定", cites: "引用", "cited by": "被引用",
    "in force": "现行", ended: "已失效", "not yet": "尚未生效",
    aliases: "别名", code: "编号", title: "题名", title_zh: "中文题名", name: "名称", name_zh: "中文名称", acronym: "缩写", kind: "类型", status: "状态", stage: "阶段",
    number: "号", part: "部分", year: "年", issued_date: "发布日期", published: "出版日期", effective: "生效日期", withdrawn: "废止日期", date: "日期", until: "截止",
    degree: "采用程度", publisher: "发布方", nature: "性质", level: "层级", url: "网址", country: "国家", region: "地区", role: "身份", note: "备注", scope: "范围",
    language: "语言", path: "路径", size: "字节数", plan_number: "计划号", issuers: "联合发布机关数", repair: "勘误", count: "次数", urn: "URN", edition: "版次",
    doctype: "出版物类型", description: "说明", category: "类别", confidence: "可信度",
};

type Told = string | ((...found: string[]) => string);
const kSentences: [RegExp, Told][] = [
    [/^mirrored in China by (.+)$/, "国内对口单位：$1"],
    [/^the Chinese mirror of (.+)$/, "在中国对口 $1"],
    [/^mirrors (.+)$/, "对口 $1"],
    [/^secretariat of (.+): (.+)$/, "$1 的秘书处：$2"],
    [/^secretariat: (.+)$/, "秘书处：$1"],
    [/^secretariat of (.+)$/, "承担 $1 的秘书处"],
    [/^(.+) runs the secretariat of (.+)$/, "$1 承担 $2 的秘书处"],
    [/^part of (.+)$/, "隶属于 $1"],
    [/^issued (\d+) acts?(.*)$/, "发布 $1 项文件$2"],
    [/^issued by (.+)$/, "由 $1 发布"],
    [/^answers for (\d+) standards?(.*)$/, "归口 $1 项标准$2"],
    [/^adopts (.+)$/, "采用 $1"],
    [/^adopted as (.+)$/, "被采用为 $1"],
    [/^responsible: (.+)$/, "归口单位：$1"],
    [/^based on (.+)$/, "依据 $1"],
    [/^basis of (.+)$/, "据此制定：$1"],
    [/^in force,? since (\S+)(.*)$/, "自 $1 起现行$2"],
    [/^in force: (.+)$/, "现行版本：$1"],
    [/^in force$/, "现行"],
    [/^no longer in force(.*)$/, "已失效$1"],
    [/^not yet in force(.*)$/, "尚未生效$1"],
    [/^touches (\d+) things? within (\d+) relationships?: .*$/, "$2 步之内影响 $1 项"],
    [/^no national committee known that (.+) is the secretariat of$/, "尚不清楚 $1 承担哪个全国委员会的秘书处"],
    [/^no secretariat of (.+) known$/, "尚不清楚 $1 的秘书处"],
    [/^no secretariat known$/, "尚不清楚秘书处"],
    [/^no standards known that it answers for$/, "尚不清楚其归口标准"],
    [/^no international counterpart known$/, "尚不清楚其国际对口委员会"],
    [/^no mirror body known; nearest: that of (.+), (.+)$/, "尚不清楚国内对口单位；最近的是 $1 的对口单位 $2"],
    [/^no mirror body known, nor one of a committee above$/, "尚不清楚国内对口单位，上级委员会亦然"],
    [/^no responsible committee known(.*)$/, "尚不清楚归口委员会$1"],
    [/^no Chinese adoption known$/, "尚未见中国采用"],
    [/^no issuer known$/, "尚不清楚发布机关"],
    [/^no policy or standard known that is based on it$/, "尚未见依据其制定的政策或标准"],
    [/^no policy or standard known that cites it$/, "尚未见引用它的政策或标准"],
    [/^no policy known that it supports$/, "尚不清楚其支撑的政策"],
    [/^no date known on which it was published or came into force$/, "尚不清楚发布或生效日期"],
    [/^no successor known$/, "尚不清楚后续文件"],
    [/^its only known sub-body is mirrored: (.+) by (.+)$/, "已知唯一的下属机构 $1 由 $2 对口"],
    [/^(\d+) of the (\d+) known sub-bod\w+ of (.+) ha\w+ a known mirror body: (.+)$/, (_, some, all, of, list) => `${of} 的 ${all} 个已知下属机构中 ${some} 个有对口单位：${list!.replaceAll(" by ", " ← ")}`],
    [/^mind: sources disagree on the (\S+) of (.+?): (.+)$/, (_, about, of, sides) => `注意：各来源对 ${of} 的${zhTerms[about!] ?? about}说法不一：${sides}`],
    [/^mind: (.+) is no longer in force, replaced by (.+)$/, "注意：$1 已失效，由 $2 代替"],
    [/^mind: (.+) is no longer in force$/, "注意：$1 已失效"],
    [
        /^China takes part through (.+?)(?:, an? (participating|observing) member)?(, and holds the secretariat)?(?: through (.+))?$/,
        (_, who, role, holds, through) =>
            `中国由 ${who} ${role === undefined ? "参加" : role === "participating" ? "作为积极成员参加" : "作为观察员参加"}${holds === undefined ? "" : through === undefined ? "，并承担秘书处" : `，并由 ${through} 承担秘书处`}`,
    ],
    [/^China holds the secretariat through (.+)$/, "中国由 $1 承担秘书处"],
    [/^China is not among its (\d+) known members?$/, "已知的 $1 个成员中没有中国"],
    [/^no members known, nor whether China takes part$/, "尚不清楚其成员，也不清楚中国是否参加"],
    [/^of its (\d+) issuers (?:one is|(\d+) are) named$/, (_, all, some) => `${all} 个发布机关中仅知 ${some ?? "1"} 个`],
    [/^the graph knows no relationship of it$/, "图中没有与其相关的关系"],
    [/^nothing known to be touched .*$/, "尚未见受其影响的内容"],
];

// What may stand within any of them.
const kPieces: [RegExp, Told][] = [
    [/ \(since (\S+)\)/g, "（自 $1 起）"],
    [/ \((\d+\s?%) sure\)/g, "（可信度 $1）"],
    [/ and (\d+) more$/g, "等，另有 $1 项"],
    [/(: |, )?(\d+ )?(no longer in force|not yet in force|in force|of unknown date)(?=,|$)/g, (_, mark, count, standing) => `${mark === ": " ? "：" : mark === undefined ? "" : "、"}${count ?? ""}${kStandings[standing!]!}`],
    [/, and | and |, /g, "、"],
];
const kStandings: Record<string, string> = { "no longer in force": "项已失效", "not yet in force": "项尚未生效", "in force": "项现行", "of unknown date": "项日期不详" };

const tell = (text: string, [pattern, told]: [RegExp, Told]): string => (typeof told === "string" ? text.replace(pattern, told) : text.replace(pattern, told));

export function zhSentence(sentence: string): string {
    const found = kSentences.find(([pattern]) => pattern.test(sentence));
    return found === undefined ? sentence : kPieces.reduce(tell, tell(sentence, found));
}
