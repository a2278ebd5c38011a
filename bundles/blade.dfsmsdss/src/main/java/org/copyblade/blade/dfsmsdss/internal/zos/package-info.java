/** One z/OS as this blade asks and drives it. */
package org.copyblade.blade.dfsmsdss.internal.zos;
