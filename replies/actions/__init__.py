"""Layer 3: the only code that changes a state. One module a stage, one function a verb.

Every function takes `by` (a user) and `at` (an aware time), asks access/, then the workflow table, then writes
the state and its event in one transaction. Use it from pages, admin, commands and imports alike.

    受理    intake  cosigning  designating  merging (following)
    交办    assigning (giving)  handing_over  requesting  arbitrating  extending (asking)
    会办    co_handling
    答复    replying (composing)  feedback  opinion_forms  scanned_forms  printing (piling)  papers/
    时限    clock  redating  profiles  due (reminding)
    沟通    contacting  urging  notifying  sending (gateways)
    其他    master_data  recording  errors

In brackets: what the modules of the line share.
"""
