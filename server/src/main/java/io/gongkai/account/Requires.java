package io.gongkai.account;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Every handler method carries either this or {@link OpenToAll}; one that carries neither answers 403 to everybody. A
 * person without any of the permissions anywhere is refused before the method runs; the object itself is checked by the
 * service through {@link Authority}. Empty means: any signed-in person.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {

    Permission[] value() default {};
}
