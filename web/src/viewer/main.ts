/** The framed viewer. */

import "../ui/tokens.css";
import "../ui/base.css";
