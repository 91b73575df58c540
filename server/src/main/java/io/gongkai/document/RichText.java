package io.gongkai.document;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Tag;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeVisitor;
import org.jsoup.select.QueryParser;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Text as pasted from Word, WPS or Excel, cleaned: headings, paragraphs, lists, tables (with spans), emphasis and links
 * stay; scripts, styles, event handlers, images, comments and office markup go. What the writer did not see on his screen
 * (hidden text, struck revisions) goes too, since without its style it would show.
 *
 * @param html safe to put on a page as it stands; {@link #clean} is the only way to get one from foreign text
 */
public record RichText(String html) {

    public static final RichText EMPTY = new RichText("");

    private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!?]");

    /** Markup that reads differently the second time is cleaned again, until it stays as it is. */
    private static final int PASSES = 6;

    private static final Pattern BOLD = Pattern.compile("(?:^|;)font-weight:(?:bold|[6-9]00)");

    private static final Set<String> OTHERS_KEPT =
            Set.of("br", "strong", "em", "u", "s", "sub", "sup", "a", "td", "th", "colgroup", "col");

    private static final Pattern HIDDEN =
            Pattern.compile("(?:^|;)\\s*(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden|mso-hide\\s*:\\s*all)");

    private static final Evaluator ACTIVE = QueryParser.parse(
            "script, style, xml, title, meta, link, template, noscript, iframe, object, embed, svg, math, img, picture,"
                    + " video, audio, canvas, form > input, input, select, textarea, button, head");

    private static final Evaluator OF_TEXT = QueryParser.parse("p, h2, h3, h4, li, blockquote");
    private static final Evaluator NOT_EMPTY_WITHOUT_TEXT = QueryParser.parse("table, hr");
    private static final Evaluator CELLS = QueryParser.parse("td, th");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern FILLER = Pattern.compile("[\\s\u00a0]+");
    private static final Pattern INDENT = Pattern.compile("^[\\s\u3000]+");

    private static final Set<String> BLOCKS = Set.of(
            "p",
            "h2",
            "h3",
            "h4",
            "ul",
            "ol",
            "li",
            "table",
            "caption",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "blockquote",
            "hr",
            "div");

    /** The last word on what may pass. Whatever the preparation before it did or missed, nothing else gets through. */
    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "br",
                    "hr",
                    "h2",
                    "h3",
                    "h4",
                    "ul",
                    "ol",
                    "li",
                    "blockquote",
                    "strong",
                    "em",
                    "u",
                    "s",
                    "sub",
                    "sup",
                    "table",
                    "caption",
                    "thead",
                    "tbody",
                    "tfoot",
                    "tr",
                    "th",
                    "td",
                    "a")
            .allowAttributes("colspan", "rowspan")
            .matching(Pattern.compile("[1-9][0-9]{0,2}"))
            .onElements("td", "th")
            .allowAttributes("scope")
            .matching(true, "col", "row", "colgroup", "rowgroup")
            .onElements("th")
            .allowAttributes("start")
            .matching(Pattern.compile("[0-9]{1,4}"))
            .onElements("ol")
            .allowAttributes("href")
            .onElements("a")
            .allowUrlProtocols("http", "https", "mailto", "tel")
            .requireRelsOnLinks("nofollow", "noopener", "noreferrer")
            .toFactory();

    /** Cleans foreign text. What bears no markup at all is taken as typed: each line a paragraph. Never fails. */
    public static RichText clean(String pasted) {
        var text = pasted.replace("\u0000", "");
        if (text.isBlank()) {
            return EMPTY;
        }
        var html = MARKUP.matcher(text).find() ? text : paragraphs(text);
        for (var pass = 0; pass < PASSES; pass++) {
            var cleaner = pass(html);
            if (cleaner.equals(html)) {
                break;
            }
            html = cleaner;
        }
        return new RichText(html);
    }

    private static String pass(String html) {
        var document = Jsoup.parseBodyFragment(html);
        prepare(document.body());
        document.outputSettings(new Document.OutputSettings().prettyPrint(false));
        return POLICY.sanitize(document.body().html()).strip();
    }

    public boolean isEmpty() {
        return html.isEmpty();
    }

    /** The words alone, blocks separated by line breaks, cells by tabs, for search and for comparing. */
    public String plain() {
        var words = new StringBuilder();
        Jsoup.parseBodyFragment(html).body().traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode text) {
                    words.append(BLANKS.matcher(text.getWholeText()).replaceAll(" "));
                } else if (node instanceof Element element
                        && element.normalName().equals("br")) {
                    words.append('\n');
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element) {
                    var name = element.normalName();
                    if (name.equals("td") || name.equals("th")) {
                        words.append('\t');
                    } else if (BLOCKS.contains(name)) {
                        words.append('\n');
                    }
                }
            }
        });
        return words.toString()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String paragraphs(String typed) {
        return typed.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> "<p>" + line.replace("&", "&amp;").replace("<", "&lt;") + "</p>")
                .collect(Collectors.joining());
    }

    /** Makes plain HTML of what the office programs put on the clipboard. */
    private static void prepare(Element body) {
        body.select(ACTIVE).remove();
        for (var element : body.getAllElements()) {
            if (element == body || element.parent() == null) {
                continue;
            }
            var style = element.attr("style").toLowerCase(Locale.ROOT);
            if (HIDDEN.matcher(style).find() || element.hasAttr("hidden") || isStruckRevision(element)) {
                element.remove();
            }
        }
        removeComments(body);
        for (var element : List.copyOf(body.getAllElements())) {
            if (element == body || element.parent() == null) {
                continue;
            }
            var name = element.normalName();
            if (name.contains(":")) {
                element.unwrap();
                continue;
            }
            rename(element, name);
        }
        unwrapOutermost(body);
        body.select(OF_TEXT).forEach(element -> {
            trimFiller(element);
            if (!element.hasText() && element.selectFirst(NOT_EMPTY_WITHOUT_TEXT) == null) {
                element.remove();
            }
        });
        body.select(CELLS).forEach(RichText::flatten);
    }

    /** Word marks what a reviewer struck out by its own class. */
    private static boolean isStruckRevision(Element element) {
        return element.normalName().equals("del") || element.hasClass("msoDel");
    }

    private static void rename(Element element, String name) {
        switch (name) {
            case "b" -> element.tagName("strong");
            case "i" -> element.tagName("em");
            case "strike" -> element.tagName("s");
            case "ins" -> element.unwrap();
            case "h1" -> element.tagName("h2");
            case "h5", "h6" -> element.tagName("h4");
            case "div", "section", "article", "center", "pre", "address", "dl", "dt", "dd" -> {
                if (hasBlocks(element)) {
                    element.unwrap();
                } else {
                    element.tagName("p");
                }
            }
            case "span", "font" -> {
                emphasis(element);
                element.unwrap();
            }
            default -> {
                if (!BLOCKS.contains(name) && !OTHERS_KEPT.contains(name)) {
                    element.unwrap();
                }
            }
        }
    }

    private static boolean hasBlocks(Element element) {
        return element.children().stream()
                .anyMatch(child -> BLOCKS.contains(child.normalName())
                        || Set.of("h1", "h5", "h6", "section", "article", "center")
                                .contains(child.normalName())
                        || hasBlocks(child));
    }

    /** Word and WPS write bold as a style of a span; the word keeps its weight, the style goes. */
    private static void emphasis(Element span) {
        var style = span.attr("style").toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        if (BOLD.matcher(style).find()) {
            var strong = new Element(Tag.valueOf("strong"), "");
            for (var child : List.copyOf(span.childNodes())) {
                strong.appendChild(child);
            }
            span.appendChild(strong);
        }
    }

    /** Text that lies bare between blocks becomes a paragraph of its own. */
    private static void unwrapOutermost(Element body) {
        Element paragraph = null;
        for (var node : List.copyOf(body.childNodes())) {
            var block = node instanceof Element element && BLOCKS.contains(element.normalName());
            if (block) {
                paragraph = null;
            } else if (paragraph != null) {
                paragraph.appendChild(node);
            } else if (node instanceof Element || node instanceof TextNode text && !text.isBlank()) {
                paragraph = new Element(Tag.valueOf("p"), "");
                node.replaceWith(paragraph);
                paragraph.appendChild(node);
            }
        }
    }

    /** Non-breaking blanks are how Word draws indents and the gap after a list number: one blank is enough. */
    private static void trimFiller(Element element) {
        element.traverse((node, depth) -> {
            if (node instanceof TextNode text) {
                text.text(FILLER.matcher(text.getWholeText()).replaceAll(" "));
            }
        });
        if (element.childNodeSize() > 0 && element.childNode(0) instanceof TextNode first) {
            first.text(INDENT.matcher(first.getWholeText()).replaceAll(""));
        }
    }

    /** A cell of a pasted table holds one paragraph as a rule: its text is enough. */
    private static void flatten(Element cell) {
        if (cell.childrenSize() == 1
                && cell.child(0).normalName().equals("p")
                && cell.ownText().isBlank()) {
            cell.child(0).unwrap();
        }
        trimFiller(cell);
    }

    private static void removeComments(Element body) {
        body.nodeStream(Comment.class).toList().forEach(Node::remove);
    }
}
