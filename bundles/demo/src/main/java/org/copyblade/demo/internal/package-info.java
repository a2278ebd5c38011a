/** The demo: two servers under load, backed up, destroyed, restored and proven complete. */
package org.copyblade.demo.internal;
