#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "ingest/readers/tables/table_columns.h"
#include "ingest/readers/tables/word_sizes.h"
#include "schema/text/text.h"
#include "schema/text/text_set.h"

namespace mirrorgraph::ingest {

namespace {

// Each with a bar behind; letters small.
constexpr std::string_view kLabels =
    "标准号|标准编号|国家标准编号|计划号|项目编号|项目名称|标准名称|中文标准名称|英文标准名称|中文名称|"
    "英文名称|制修订|代替标准|代替标准号|全部代替标准|部分代替标准|被代替标准|标准性质|标准类别|标准状态|"
    "当前状态|状态|项目周期|下达日期|发布日期|实施日期|废止日期|主管部门|归口单位|归口部门|技术归口|"
    "执行单位|提出单位|起草单位|主要起草单位|主要起草人|起草人|发布单位|发布部门|批准发布部门|"
    "采用国际标准|采用程度|采标情况|中国标准分类号|国际标准分类号|行业分类|下达文号|备注|秘书处|"
    "秘书处承担单位|业务指导单位|国际对口|申报日期|公示截止日期|批准日期|归口上报单位|行业主管部门|"
    "备案号|备案日期|规范性引用文件|引用标准|依据|制定依据|适用范围|批准部门|发布机构|批准单位|替代情况|"
    "代替情况|首发日期|作废日期|计划单号|页数|出版社|出版日期|中标分类|ics分类|国际标准号|标准依据|"
    "提出机构|复审日期|标准类型|所属行业|标准价格|出版语种|发布日|实施日|归口组织|代替标准编号|采用标准|"
    "tc编号|委员会编号|委员会名称|负责专业范围|对口国际组织|所属技术委员会|筹建单位|届号|主任委员|秘书长|"
    "标准层级|起草人员|业务指导部门|秘书处所在单位|秘书处挂靠单位|颁发部门|颁布部门|批准发布单位|"
    "中国标准分类|国际标准分类|标准分类|发布文号|文号|标准名|代替以下标准|起草负责单位|技术归口单位|"
    "公示开始日期|标准ics号|引用文件|提出部门|实施时间|发布时间|标准简介|适用地区|发布单位/组织|"
    "标准英文名称|标准中文名称|发布机关|颁布日期|有效性|发布单位及文号|时效性|下载格式|文件格式|标准格式|"
    "内容简介|规范名称|标准范围|标准文档截图|下载信息|标准截图|"
    "standard no|standard no.|standard id|standard number|standard code|plan no.|plan number|project name|title|"
    "chinese title|english title|chinese name|english name|status|category|standard category|"
    "standard type|ccs|ics|date of issue|issue date|publication date|date of implementation|"
    "implementation date|effective date|replaces|replaced standard|superseded standard|supersedes|"
    "superseding|superseded by|superseded on|target language|replacing|department in charge|"
    "competent department|competent authority|technical committee|centralized management unit|"
    "executive unit|issued by|issuing department|adoption|adopted standard|degree of adoption|"
    "adopted international standard|drafting organizations|drafting organisations|drafting units|"
    "drafters|main drafters|nature|project cycle|remarks|secretariat|responsible body|proposed by|"
    "administered by|std no|std no.|std category|issued on|implemented on|issuing body|drafted by|"
    "cited in|references|adopts|language|valid from|replaced by|main drafting units|plan no|"
    "nature of standard|standard status|publish date|implement date|ccs name|ics name|drafting persons|state|"
    "pages|issuing authority|centralized committee|implementation|focal point unit|focal unit|"
    "proposing unit|drafting unit|publishing department|publishing house|release date|standard name|"
    "standard ics number|standard classification number|class|wholly supersedes|partially supersedes|"
    "fully supersedes|wholly replaces|partially replaces|published by|approved by|approving department|"
    "promulgated by|released by|executed by|execution unit|under administration of|under the administration of|"
    "under jurisdiction of|under the jurisdiction of|managed by|managing committee|responsible committee|"
    "committee|date of publication|date of approval|approval date|date of release|title of the adopted standard|"
    "adopted standard title|project no|project no.|project number|name|term|guiding unit|supervising department|"
    "supervised by|supervisor|international counterpart|international mirror|mirror committee|scs|subcommittees|"
    "sub-committees|chair|chairman|chairperson|secretary|secretary general|deputy|members|set up by|"
    "established by|established on|date of establishment|field|scope|lead drafting unit|"
    "participating units|participating organizations|drafting team|tc no|tc no.|tc number|tc name|committee no|"
    "committee no.|committee name|hosted by|host organization|drafting bodies|participants|leader|project leader|"
    "lead drafter|stage|current stage|country code|number|code|source|version|amends|amended by|cites|"
    "tc code|current term|counterpart international committees|international counterparts|vice-chair organizations|"
    "supervising body|supervising organization|subordinate subcommittees|project title|title in chinese|"
    "title in english|standard to be revised|standard revised|revised standard|date of plan|completion period|"
    "plan status|status of the plan|current status|technical committee in charge|committee in charge|subcommittee|"
    "executing subcommittee|subcommittee executing the work|legal basis|plan batch|batch|standard replaced|"
    "standards replaced|standard superseded|approval department|issuing agency|publisher|withdrawn on|review date|"
    "first published|standard level|standard nature|documents to be used together with the standard|"
    "standard to be replaced|formulation / revision|formulation/revision|organising and drafting department|"
    "organizing and drafting department|organising department|related plans|remark|basis|adopted standard title|"
    "title of adopted "
    "standard|issued|上报单位|采用国际标准情况|采用标准号|采用标准名称|修订标准号|批准单位|组织起草单位|组织起草部门|"
    "published|in force from|international standard adopted|international standard|english name|date of entry into "
    "force|"
    "in force since|committee responsible|committee no|committee code|tc|mirrors|corresponds to|"
    "execution|centralized management|revised/formulated|formulation/revision|plan issued on|project type|";

TextSet split_labels() {
    TextSet labels;
    for (std::string_view rest = kLabels; !rest.empty();) {
        const std::size_t bar = rest.find('|');
        labels.insert(rest.substr(0, bar));
        rest.remove_prefix(bar + 1);
    }
    return labels;
}

constexpr WordSizes kPlainSizes = [] {
    WordSizes sizes;
    for (std::string_view rest = kLabels; !rest.empty();) {
        const std::string_view label = rest.substr(0, rest.find('|'));
        if (static_cast<unsigned char>(label[0]) < 0x80) sizes.add(label);
        rest.remove_prefix(label.size() + 1);
    }
    return sizes;
}();

// 对口/相关联国际组织 is read, though no list has it: parts end to end, "/" between some, a head last.
bool is_composed_label(std::string_view text) {
    // What Chinese labels are made of, and what they end in.
    static const TextSet parts = {
        "国家", "行业", "地方",   "团体",   "企业",   "国际", "国内", "中文", "英文", "本届", "所在", "对口",
        "相关", "关联", "相关联", "对应",   "主要",   "牵头", "参与", "参加", "技术", "归口", "上报", "提出",
        "起草", "发布", "批准",   "颁布",   "颁发",   "实施", "施行", "执行", "主管", "业务", "指导", "秘书处",
        "承担", "挂靠", "委员会", "标委会", "工作组", "负责", "专业", "采用", "采标", "代替", "替代", "全部",
        "部分", "废止", "作废",   "制定",   "制修订", "修订", "计划", "项目", "下达", "公告", "备案", "组织",
        "联系", "成立", "换届",   "编制",   "解释",   "管理", "申报", "公示", "截止", "复审", "确认", "首次",
        "标准", "被",   "所属",   "第一",   "支持",   "协助", "联合", "主编", "参编", "完成", "筹建", "分技术",
        "／",   "、",   "与",     "及",     "和"};
    static const TextSet heads = {"单位",   "部门",   "机构",   "组织",   "日期",   "时间",      "编号",   "名称",
                                  "简称",   "届号",   "类别",   "类型",   "性质",   "状态",      "情况",   "程度",
                                  "周期",   "文号",   "省",     "省市",   "地点",   "地址",      "负责人", "联系人",
                                  "起草人", "分类号", "计划号", "标准号", "项目号", "委员会编号"};
    constexpr std::size_t kLongest = 48, kLongestPart = 15, kLetter = 3;  // bytes
    if (text.ends_with(')')) text = text.substr(0, text.find('('));       // 所在省（市）, when folded
    if (text.size() < 3 * kLetter || text.size() > kLongest) return false;
    std::array<bool, kLongest + 1> reached{};
    reached[0] = true;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!reached[at]) continue;
        if (text[at] == '/') reached[at + 1] = true;
        for (std::size_t size = kLetter; size <= std::min(kLongestPart, text.size() - at); size += kLetter) {
            const std::string_view part = text.substr(at, size);
            if (at + size == text.size() ? heads.contains(part) : parts.contains(part)) reached[at + size] = true;
        }
    }
    return reached[text.size()];
}

// What many of stand below a label, each on a line of its own.
constexpr std::array<std::string_view, 33> kMany = {
    "members",      "organizations", "organisations", "units",      "bodies",        "companies",  "institutions",
    "participants", "drafters",      "references",    "committees", "subcommittees", "groups",     "standards",
    "documents",    "liaisons",      "publications",  "projects",   "partners",      "institutes", "secretariats",
    "associations", "laboratories",  "observers",     "单位",       "成员",          "委员会",     "文件",
    "标准",         "工作组",        "分委员会",      "机构",       "组织"};

}  // namespace

bool heads_list(std::string_view text) {
    constexpr std::size_t kLongest = 60;
    if (text.size() > kLongest || text.empty() || text.find_first_of("0123456789.,;") == 0) return false;
    if (text.ends_with(":")) text.remove_suffix(1);
    if (text.ends_with("：")) text.remove_suffix(std::string_view("：").size());
    if (contains_han(text)) {
        // 国家标准化管理委员会 is a name.
        static constexpr std::array<std::string_view, 12> kLeads = {"主要", "起草", "参加",   "参与", "成员",   "委员",
                                                                    "副",   "下设", "分技术", "归口", "观察员", "会员"};
        const bool leads =
            std::any_of(kLeads.begin(), kLeads.end(), [text](std::string_view lead) { return text.starts_with(lead); });
        if (!leads && !is_field_label(text)) return false;
    }
    const std::string folded = fold_case(text);
    const std::string_view label = std::string_view(folded).substr(0, folded.find(" ("));
    // The first line of a cover lists nothing.
    if ((text[0] >= 'a' && text[0] <= 'z') || text.starts_with("中华人民共和国")) return false;
    return std::any_of(kMany.begin(), kMany.end(), [label](std::string_view many) {
        const std::size_t at = label.find(many);
        if (at == std::string_view::npos) return false;
        const std::string_view rest = label.substr(at + many.size());
        return rest.empty() || rest.starts_with(" by ") || rest.starts_with(" of ") || rest.starts_with(" in ") ||
               rest.starts_with(" to ") || rest.starts_with(" with ") || rest.starts_with(" edited ") ||
               rest.starts_with(" under ") || rest.starts_with(" for ");
    });
}

bool is_field_label(std::string_view text) {
    static const TextSet labels = split_labels();
    constexpr std::size_t kLongestLabel = 30;
    text = trim(text);
    if (text.ends_with(':')) text = trim(text.substr(0, text.size() - 1));
    if (text.ends_with("：")) text = trim(text.substr(0, text.size() - std::string_view("：").size()));
    const bool plain =
        std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(text.size(), kLongestLabel + 1)),
                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const bool bracket = text.ends_with(")") || text.ends_with("）");
    if (!bracket && plain && !kPlainSizes.may_hold(text)) return false;
    std::string folded = fold_case(text);
    // "Technical committee (centralized management)", not "Technical Committee (TC260), which ..."
    if (folded.ends_with(")")) folded.resize(std::min(folded.size(), folded.find(" (")));
    if (folded.ends_with("）")) folded.resize(std::min(folded.size(), folded.find("（")));
    return labels.contains(folded) || (!plain && is_composed_label(folded));
}

}  // namespace mirrorgraph::ingest
