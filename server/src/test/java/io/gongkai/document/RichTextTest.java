package io.gongkai.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RichTextTest {

    static Stream<Arguments> pasted() {
        return Stream.of(
                example("a script goes with what it says", "<p>甲</p><script>alert(1)</script>", "<p>甲</p>"),
                example("an event handler goes, the word stays", "<p onclick=\"alert(1)\">甲</p>", "<p>甲</p>"),
                example("a picture goes, with its handler", "<p>甲<img src=x onerror=alert(1)></p>", "<p>甲</p>"),
                example(
                        "a link that runs is only its words",
                        "<p><a href=\"javascript:alert(1)\">看</a></p>",
                        "<p>看</p>"),
                example(
                        "a link that runs, written with signs between",
                        "<p><a href=\"java&#10;script:alert(1)\">看</a></p>",
                        "<p>看</p>"),
                example("a link with data is only its words", "<p><a href=\"data:text/html,x\">看</a></p>", "<p>看</p>"),
                example(
                        "an honest link stays and tells nobody where it came from",
                        "<p><a href=\"https://www.example.com/a\" target=_blank>看</a></p>",
                        "<p><a href=\"https://www.example.com/a\" rel=\"nofollow noopener noreferrer\">看</a></p>"),
                example(
                        "a drawing goes whole",
                        "<svg><script>alert(1)</script><text>乙</text></svg><p>甲</p>",
                        "<p>甲</p>"),
                example("a frame goes", "<iframe src=\"//evil\"></iframe><p>甲</p>", "<p>甲</p>"),
                example("a style sheet goes", "<style>p{color:red}</style><p style=\"color:red\">甲</p>", "<p>甲</p>"),
                example("a form goes, its words stay", "<form action=//evil><p>甲</p><input name=a></form>", "<p>甲</p>"),
                example("a meta tag goes", "<meta http-equiv=refresh content=\"0;//evil\"><p>甲</p>", "<p>甲</p>"),
                example(
                        "markup that changes when read twice (noscript)",
                        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">甲</p></noscript><p>乙</p>",
                        "<p>乙</p>"),
                example(
                        "markup that changes when read twice (math)",
                        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>"
                                + "<p>乙</p>",
                        "<p>乙</p>"),
                example("a comment goes", "<p>甲<!-- 内部讨论 --></p>", "<p>甲</p>"),
                example(
                        "what was hidden in the document does not show",
                        "<p>甲<span style='display:none'>乙</span></p>",
                        "<p>甲</p>"),
                example("what Word hid does not show", "<p>甲<span style='mso-hide:all'>乙</span></p>", "<p>甲</p>"),
                example(
                        "what a reviewer struck out does not come back",
                        "<p>甲<del>乙</del><ins>丙</ins></p>",
                        "<p>甲丙</p>"),
                example("plain typing becomes paragraphs", "第一段\n\n第二段 a<3 & b", "<p>第一段</p><p>第二段 a&lt;3 &amp; b</p>"),
                example("nothing is nothing", " \n ", ""),
                example(
                        "bold and italics keep their meaning",
                        "<p><b>甲</b><i>乙</i></p>",
                        "<p><strong>甲</strong><em>乙</em></p>"),
                example(
                        "a page's first heading is below the page's own",
                        "<h1>甲</h1><h5>乙</h5>",
                        "<h2>甲</h2><h4>乙</h4>"),
                example(
                        "words outside any paragraph get one",
                        "甲<b>乙</b><p>丙</p>丁",
                        "<p>甲<strong>乙</strong></p><p>丙</p><p>丁</p>"),
                example(
                        "an empty paragraph, as Word makes for distance, goes",
                        "<p>甲</p><p><o:p>&nbsp;</o:p></p>",
                        "<p>甲</p>"),
                example(
                        "Word: a paragraph with office tags",
                        "<p class=MsoNormal><span lang=EN-US style='font-family:宋体;mso-bidi-font-weight:bold'>甲<o:p></o:p></span></p>",
                        "<p>甲</p>"),
                example(
                        "Word: conditional comments and settings",
                        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
                                + "<!--StartFragment--><p class=MsoNormal>甲</p><!--EndFragment-->",
                        "<p>甲</p>"),
                example(
                        "Word: a list that is no list becomes paragraphs with their numbers",
                        "<p class=MsoListParagraph style='margin-left:21.0pt;text-indent:-21.0pt;mso-list:l0 level1 lfo1'>"
                                + "<![if !supportLists]><span lang=EN-US style='mso-list:Ignore'>1.<span style='font:7.0pt \"Times New"
                                + " Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>修村道两公里</p>",
                        "<p>1. 修村道两公里</p>"),
                example(
                        "Word: a table keeps its spans and loses its looks",
                        "<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr style='mso-yfti-irow:0'>"
                                + "<td width=284 colspan=2 valign=top style='width:213.05pt'><p class=MsoNormal><b>姓名</b></p></td>"
                                + "<td rowspan=2>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>",
                        "<table><tbody><tr><td colspan=\"2\"><strong>姓名</strong></td><td rowspan=\"2\">甲</td></tr>"
                                + "<tr><td>乙</td><td>丙</td></tr></tbody></table>"),
                example(
                        "WPS: bold by style stays bold",
                        "<p class=MsoNormal><span style=\"mso-spacerun:'yes';font-family:仿宋;font-weight:bold;font-size:16pt\">"
                                + "公示</span></p>",
                        "<p><strong>公示</strong></p>"),
                example(
                        "Excel: cells with number formats",
                        "<table border=0 cellpadding=0 width=144><col width=72 span=2><tr height=18><td class=xl65 height=18"
                                + " width=72 x:num=\"1234.5\">1,234.50</td><td class=xl66>户</td></tr></table>",
                        "<table><colgroup></colgroup><tbody><tr><td>1,234.50</td><td>户</td></tr></tbody></table>"),
                example(
                        "a heading row stays a heading row",
                        "<table><caption>收支</caption><thead><tr><th scope=col>项目</th></tr></thead><tbody><tr><td>党费</td></tr>"
                                + "</tbody></table>",
                        "<table><caption>收支</caption><thead><tr><th scope=\"col\">项目</th></tr></thead><tbody><tr><td>党费</td></tr>"
                                + "</tbody></table>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pasted")
    void whatIsPastedComesOutClean(String what, String pasted, String clean) {
        assertThat(RichText.clean(pasted).html().replace("<colgroup></colgroup>", ""))
                .isEqualTo(clean.replace("<colgroup></colgroup>", ""));
    }

    @Test
    void aTableInATableKeepsItsWordsAndNothingElse() {
        var html = RichText.clean("<table><tr><td>外<table><tr><td onclick=x>内</td></tr></table></td></tr></table>")
                .html();

        assertThat(html).doesNotContain("onclick");
        assertThat(Jsoup.parse(html).text()).isEqualTo("外 内");
    }

    @Test
    void theWordsAloneKeepBlocksApart() {
        assertThat(RichText.clean("<h2>收支</h2><p>一共<b>三</b>项</p><table><tr><td>党费</td><td>20</td></tr></table>")
                        .plain())
                .isEqualTo("收支\n一共三项\n党费\t20");
    }

    /** Whatever is thrown at it: nothing active comes out, and cleaning twice is cleaning once. */
    @Property(tries = 2000)
    void nothingActiveEverComesOut(@ForAll("markup") String markup) {
        var once = RichText.clean(markup).html();

        var document = Jsoup.parseBodyFragment(once);
        assertThat(document.select("script, style, iframe, svg, math, img, object, embed, form, input, noscript"))
                .isEmpty();
        assertThat(document.select("*").stream().flatMap(element -> element.attributes().asList().stream()))
                .allSatisfy(attribute ->
                        assertThat(attribute.getKey()).isIn("href", "rel", "colspan", "rowspan", "scope", "start"));
        assertThat(document.select("a[href]"))
                .allSatisfy(link -> assertThat(link.attr("href")).matches("(?i)(https?:|mailto:|tel:|/|#|[^:]*$).*"));
        assertThat(RichText.clean(once).html()).isEqualTo(once);
    }

    @Provide
    Arbitrary<String> markup() {
        var piece = Arbitraries.of(
                "<p>",
                "</p>",
                "<table>",
                "<tr>",
                "<td>",
                "</td>",
                "</table>",
                "<b>",
                "</b>",
                "<svg>",
                "<math>",
                "<mtext>",
                "<style>",
                "</style>",
                "<script>",
                "</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=\"javascript:alert(1)\">",
                "</a>",
                "<a href='https://a.example'>",
                "<noscript>",
                "</noscript>",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "<o:p>",
                "</o:p>",
                "甲",
                " 乙 ",
                "&lt;script&gt;",
                "&#60;img src=x onerror=alert(1)>",
                "<div onclick=x>",
                "</div>",
                "<form>",
                "<template>",
                "<select>",
                "<option>",
                "<textarea>",
                "</textarea>",
                "<title>",
                "</title>",
                "<plaintext>",
                "\u0000",
                "<li>",
                "<ol start=3>",
                "<h1>",
                "</h1>",
                "<xmp>",
                "<iframe srcdoc='<script>'>",
                "<br>",
                "&nbsp;");
        return piece.list().ofMaxSize(14).map(pieces -> String.join("", pieces));
    }

    private static Arguments example(String what, String pasted, String clean) {
        return Arguments.of(what, pasted, clean);
    }
}
