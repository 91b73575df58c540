package io.gongkai.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecrecyMarksTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            秘密★1年                        | 秘密★
            关于印发《方案》的通知（机密）        | 机密
            绝密 关于某事                    | 绝密
            机　密                          | 机密
            机\u200b密★                     | 机密
            内部资料，注意保存                | 内部资料
            内 部 资 料                      | 内部资料
            密级：一般                       | 密级：
            请修改手机密码                   |
            拒绝密切接触                     |
            投机密集型                       |
            我们没有秘密                     |
            保密工作宣传教育                  |
            第四季度党费收缴情况               |
            """)
    void aMarkIsSeenAndAnEverydayWordIsNot(String text, String mark) {
        assertThat(SecrecyMarks.in(text.replace("\\u200b", "\u200b")).orElse(null))
                .isEqualTo(mark);
    }
}
