/** One file for everything that is logged, whoever says it and by which interface. */
package org.copyblade.log.internal;
