package io.gongkai;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test on the whole program filled with the demonstration year, as it stands after a first start. All classes with this
 * annotation share it: they look and do not touch.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"gongkai.empty=false", "gongkai.password.memory-kib=256", "gongkai.password.passes=1"})
@ContextConfiguration(initializers = io.gongkai.database.TestPostgres.class)
public @interface DemonstrationTest {}
