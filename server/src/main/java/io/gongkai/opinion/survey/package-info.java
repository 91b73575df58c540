/**
 * Rounds of questions: surveys of satisfaction and awareness (满意度、知晓率), answered with one-time codes or on paper, and opinion
 * forms (征求意见表). Both ask questions that are data; both are counted from the same sheets.
 */
@NamedInterface("survey")
@NullMarked
package io.gongkai.opinion.survey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
