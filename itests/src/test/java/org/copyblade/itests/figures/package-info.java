/** How long backups of many volumes take against what the storage itself needs. */
package org.copyblade.itests.figures;
