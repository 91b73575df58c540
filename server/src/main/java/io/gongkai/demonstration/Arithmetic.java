package io.gongkai.demonstration;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Function;

/**
 * Sums in the texts' own tables: + - * / and brackets over numbers and names. {@code :0} behind a product cuts it down to
 * whole units, {@code :1} rounds it to one decimal.
 */
final class Arithmetic {

    private final String text;
    private final Function<String, BigDecimal> named;
    private int at;

    private Arithmetic(String text, Function<String, BigDecimal> named) {
        this.text = text;
        this.named = named;
    }

    static BigDecimal value(String text, Function<String, BigDecimal> named) {
        var sum = new Arithmetic(text.replace(" ", ""), named);
        var value = sum.sum();
        if (sum.at < sum.text.length()) {
            throw new IllegalArgumentException("Not a sum: " + text);
        }
        return value;
    }

    private BigDecimal sum() {
        var value = product();
        while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            var plus = text.charAt(at++) == '+';
            var next = product();
            value = plus ? value.add(next) : value.subtract(next);
        }
        return value;
    }

    private BigDecimal product() {
        var value = factor();
        while (at < text.length() && (text.charAt(at) == '*' || text.charAt(at) == '/')) {
            var times = text.charAt(at++) == '*';
            var next = factor();
            value = times ? value.multiply(next) : value.divide(next, MathContext.DECIMAL64);
        }
        if (at + 1 < text.length() && text.charAt(at) == ':') {
            var decimals = text.charAt(at + 1) - '0';
            at += 2;
            value = value.setScale(decimals, decimals == 0 ? RoundingMode.DOWN : RoundingMode.HALF_UP);
        }
        return value;
    }

    private BigDecimal factor() {
        if (at >= text.length()) {
            throw new IllegalArgumentException("Ends too early: " + text);
        }
        if (text.charAt(at) == '(') {
            at++;
            var value = sum();
            if (at >= text.length() || text.charAt(at++) != ')') {
                throw new IllegalArgumentException("Bracket not closed: " + text);
            }
            return value;
        }
        var from = at;
        while (at < text.length() && "+-*/():".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        var word = text.substring(from, at);
        if (!word.isEmpty() && Character.isDigit(word.charAt(0))) {
            return new BigDecimal(word);
        }
        return named.apply(word);
    }
}
