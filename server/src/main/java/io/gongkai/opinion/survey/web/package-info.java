/** Pages of rounds of questions: design, hand-out, keying, result. */
@NullMarked
package io.gongkai.opinion.survey.web;

import org.jspecify.annotations.NullMarked;
