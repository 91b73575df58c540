package io.gongkai.demonstration;

import java.util.List;

/** Names of nobody: a surname and 某某, as Chinese papers print a person who shall not be named. */
final class Names {

    private static final List<String> SURNAMES = List.of(
            "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "郭", "何", "林", "高", "罗", "郑", "梁",
            "谢", "宋", "唐", "许", "韩", "冯", "曹", "彭", "曾", "肖", "田", "董", "袁", "潘", "于", "蒋", "蔡", "余", "杜", "叶", "程",
            "苏", "魏", "吕", "丁", "任", "沈", "姚", "卢", "姜", "崔", "钟", "谭", "陆", "汪", "范", "金", "石", "廖", "贾", "夏", "韦",
            "付", "方", "白", "邹", "孟", "熊", "秦", "邱", "尹", "薛", "闫", "段", "雷", "侯", "龙", "史", "陶", "黎", "贺", "顾", "郝",
            "龚", "邵", "万", "钱", "严", "覃", "武", "戴", "莫", "孔", "向", "汤");

    private Names() {}

    static String person(Chance chance) {
        return chance.of(SURNAMES) + "某某";
    }

    static String surname(Chance chance) {
        return chance.of(SURNAMES);
    }
}
