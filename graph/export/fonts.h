// What fonts this machine has.
//
// Threads: functions may run at once
// Source:  fontconfig, which Graphviz finds its fonts by
#pragma once

namespace mirrorgraph {

bool has_chinese_font();

}  // namespace mirrorgraph
