variable "tags" {
  type     = map(string)
  nullable = false
}
