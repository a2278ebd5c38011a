/** One IMS system or data sharing group, reached over z/OSMF. */
package org.copyblade.system.ims.internal;
