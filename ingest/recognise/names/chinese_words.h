// The words that names in Chinese text end with, and those that stand before, between and behind them.
#pragma once

#include <array>
#include <string_view>

namespace mirrorgraph::ingest::chinese {

struct Suffix {
    std::string_view text;
    std::string_view label;
};

// Longer ones first: the name goes to the end of the longest.
inline constexpr std::array<Suffix, 84> kSuffixes = {{
    {"标准化技术委员会", "Committee"},
    {"分技术委员会", "Committee"},
    {"标准化工作组", "Committee"},
    {"标准工作组", "Committee"},
    {"标准化总体组", "Committee"},
    {"总体组", "Committee"},
    {"专家咨询组", "Committee"},
    {"推进组", "Committee"},
    {"联席会议", "Committee"},
    {"工作组", "Committee"},
    {"专题组", "Committee"},
    {"研究组", "Committee"},
    {"专项组", "Committee"},
    {"标准化协会", "Organization"},
    {"人民政府", "Agency"},
    {"有限责任公司", "Organization"},
    {"股份有限公司", "Organization"},
    {"有限公司", "Organization"},
    {"集团公司", "Organization"},
    {"研究总院", "Organization"},
    {"研究院", "Organization"},
    {"研究所", "Organization"},
    {"研究中心", "Organization"},
    {"研究会", "Organization"},
    {"设计总院", "Organization"},
    {"设计院", "Organization"},
    {"规划院", "Organization"},
    {"科学院", "Organization"},
    {"工程院", "Organization"},
    {"信息院", "Organization"},
    {"标准院", "Organization"},
    {"检测中心", "Organization"},
    {"检验中心", "Organization"},
    {"认证中心", "Organization"},
    {"监督管理局", "Agency"},
    {"管理总局", "Agency"},
    {"总队", "Agency"},
    {"支队", "Agency"},
    {"合作组", "Committee"},
    {"协调组", "Committee"},
    {"专家委员会", "Committee"},
    {"标委会", "Committee"},
    {"顾问委员会", "Committee"},
    {"行业委员会", "Organization"},
    {"省政府", "Agency"},
    {"市政府", "Agency"},
    {"工作委员会", "Committee"},
    {"标准化委员会", "Committee"},
    {"专业委员会", "Committee"},
    {"技术委员会", "Committee"},
    {"委员会", "Agency"},
    {"联合会", "Organization"},
    {"促进会", "Organization"},
    {"基金会", "Organization"},
    {"实验室", "Organization"},
    {"办公厅", "Agency"},
    {"办公室", "Agency"},
    {"质检院", "Organization"},
    {"检验院", "Organization"},
    {"检测院", "Organization"},
    {"总公司", "Organization"},
    {"交易所", "Organization"},
    {"检测所", "Organization"},
    {"检验所", "Organization"},
    {"监督所", "Organization"},
    {"安全所", "Organization"},
    {"出版社", "Organization"},
    {"协会", "Organization"},
    {"学会", "Organization"},
    {"商会", "Organization"},
    {"联盟", "Organization"},
    {"公司", "Organization"},
    {"集团", "Organization"},
    {"大学", "Organization"},
    {"学院", "Organization"},
    {"医院", "Organization"},
    {"中心", "Organization"},
    {"总局", "Agency"},
    {"总站", "Organization"},
    {"总院", "Organization"},
    {"部", "Agency"},
    {"局", "Agency"},
    {"厅", "Agency"},
    {"司", "Agency"},
}};

inline constexpr std::array<std::string_view, 28> kPolicySuffixes = {
    "法",   "条例", "办法", "规定", "规则",   "规划", "纲要", "意见", "通知", "指南", "目录", "计划", "方案", "要点",
    "公告", "决定", "细则", "战略", "路线图", "措施", "指引", "通告", "批复", "章程", "法典", "命令", "清单", "复函"};

// What stands between two names, or before one.
inline constexpr std::array<std::string_view, 32> kBetween = {
    "已经", "作为", "承担", "对于", "会同", "联合", "委托", "根据", "按照", "以及", "新设",
    "下设", "增设", "设立", "组建", "成立", "筹建", "决定", "函告", "认为", "来自", "由",
    "向",   "在",   "的",   "等",   "和",   "及",   "与",   "了",   "依据", "依照"};

// What a line 关于…… ends with where it names what was sent.
inline constexpr std::array<std::string_view, 8> kNotices = {"的通知", "的公告", "的通告", "的批复",
                                                             "的意见", "的决定", "的复函", "的公示"};

inline constexpr std::array<std::string_view, 22> kListWords = {
    "起草单位", "归口单位", "提出单位", "参与单位", "参加单位", "主编单位",    "参编单位", "编制单位",
    "发布单位", "发布部门", "主管部门", "主管单位", "承担单位", "执行单位",    "归口部门", "牵头单位",
    "完成单位", "发布机构", "成员单位", "委员单位", "批准部门", "组织实施部门"};

inline constexpr std::array<std::string_view, 20> kGeneric = {
    "标准制", "主要", "起草", "个",   "项",     "各",   "该",   "本",         "所属",       "新",
    "其",     "有关", "相关", "专业", "分技术", "多个", "国际", "标准化技术", "标准化工作", "标准起草"};

// Behind a name: what it does.
inline constexpr std::array<std::string_view, 114> kVerbs = {
    "提出", "归口", "发布", "批准", "起草", "负责", "组织", "主管", "管理", "牵头", "联合", "印发", "制定", "承担",
    "会同", "批复", "公布", "担任", "作为", "主导", "共同", "签署", "成立", "决定", "组建", "发起", "参与", "参加",
    "编制", "秘书处", "有关", "开展", "出台", "审议", "召开", "举办", "下设", "主办", "正式", "近日", "日前", "挂靠",
    "任命", "加入", "设立", "申报", "研制", "指导", "同意", "通过", "表示", "于", "和", "与", "等", "为", "是", "对",
    "组长", "副组长", "召集", "第", "将", "已", "就", "应", "可", "致辞", "主持", "出席", "祝贺", "宣布", "介绍",
    "汇报", "承办", "主要", "协办", "关于", "推荐", "高度", "积极", "重视", "来自", "最近", "透露", "认为",
    // Who speaks for it.
    "主任", "副", "委员", "秘书长", "理事长", "会长", "局长", "厅长", "处长", "司长", "院长", "所长", "总经理",
    "董事长", "审查", "审定", "审核", "巡视员", "一级", "二级", "相关", "现场", "战略", "合作", "签约", "签订", "成员",
    "网站"};

}  // namespace mirrorgraph::ingest::chinese
