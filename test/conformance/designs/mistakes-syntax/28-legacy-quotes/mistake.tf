variable "t" { type = "strin" }
