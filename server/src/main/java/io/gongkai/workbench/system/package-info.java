/** 运行情况: how the installation is doing, for the system administrator. */
@NullMarked
package io.gongkai.workbench.system;

import org.jspecify.annotations.NullMarked;
