/** Where this process itself reads and writes. */
package org.copyblade.manager.internal.place;
