/** Single data sets out of a backup, under new names, while the system works. */
package org.copyblade.manager.internal.extract;
