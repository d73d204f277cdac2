variable "t" { type = text }
